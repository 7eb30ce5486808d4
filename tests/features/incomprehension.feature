# language: fr
Fonctionnalité: Ne pas comprendre sans jamais laisser seul

  Scénario: Deux échecs de suite mènent à un humain et à des boutons
    Étant donné une conversation ouverte
    Quand j'écris "qsdf wxcv"
    Alors on me dit que ce n'est pas compris
    Et on m'offre des boutons
    Quand j'écris "mlkj poiu"
    Alors une ligne humaine est montrée
    Et on m'offre des boutons

  Scénario: Un troisième échec n'est pas un troisième « je n'ai pas compris »
    Étant donné une conversation ouverte
    Quand j'écris "qsdf wxcv"
    Et j'écris "mlkj poiu"
    Et j'écris "zzz xxx"
    Alors on ne me dit pas que ce n'est pas compris
    Et une ligne humaine est montrée
    Quand j'écris "kkk www"
    Alors on ne me dit pas que ce n'est pas compris

  Scénario: Deux échecs à la question de l'âge
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et j'écris "blorp"
    Alors on me demande "age"
    Et on me dit que ce n'est pas compris
    Quand j'écris "blarp"
    Alors une ligne humaine est montrée
    Et situation vaut "sextorsion"

  Scénario: Deux échecs après les services
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "qsdf wxcv"
    Alors on me dit que ce n'est pas compris
    Quand j'écris "mlkj poiu"
    Alors une ligne humaine est montrée
    Et on m'offre des boutons
    Et les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 16         |
      | situation | sextorsion |

  Scénario: Après deux échecs, une phrase claire est comprise
    Étant donné une conversation ouverte
    Quand j'écris "qsdf wxcv"
    Et j'écris "mlkj poiu"
    Et j'écris "une photo de moi circule, j'ai 14 ans, je suis à Laval"
    Alors les critères sont :
      | profil    | jeune          |
      | age       | 14             |
      | region    | 13             |
      | situation | partage_images |
    Et je reçois des services

  Scénario: Un message vide
    Étant donné une conversation ouverte
    Quand j'écris un message vide
    Alors la réponse dit "rien reçu"
    Et on m'offre des boutons
    Quand j'écris un message vide
    Et j'écris un message vide
    Alors on m'offre des boutons

  Scénario: Un message vide au milieu des questions
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et j'écris un message vide
    Alors on me redemande "age"
    Et situation vaut "sextorsion"

  Scénario: Un message vide après les services
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris un message vide
    Alors situation vaut "sextorsion"
    Et on ne me demande rien

  Plan du scénario: Seulement des émojis ou des signes, « <ecrit> »
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors on m'offre des boutons
    Et les critères sont vides
    Quand j'écris "une photo de moi circule"
    Alors situation vaut "partage_images"

    Exemples:
      | ecrit |
      | 😭😭  |
      | 🥺    |
      | ...   |
      | ??    |
      | ❤️    |
      | /     |
      | //restart |
      | 👍🏽  |

  Scénario: Quatre mille caractères
    Étant donné une conversation ouverte
    Quand j'écris un message de 4000 caractères
    Alors age vaut "15"
    Et region vaut "16"
    Quand j'écris "un gars menace de publier mes photos"
    Alors situation vaut "sextorsion"
    Et je reçois des services

  Scénario: Un message de plusieurs lignes
    Étant donné une conversation ouverte
    Quand j'écris :
      """
      allo

      j'ai 15 ans
      je reste à Longueuil

      un gars menace de publier mes photos
      """
    Alors les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 16         |
      | situation | sextorsion |
    Et je reçois des services

  Plan du scénario: Une demande hors sujet est reçue poliment, « <ecrit> »
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors on m'offre des boutons
    Et aucun service n'est proposé
    Et situation est inconnu

    Exemples:
      | ecrit                              |
      | quelle heure est-il                |
      | raconte-moi une blague             |
      | c'est quoi la capitale du Canada   |
      | tu peux faire mes devoirs          |

  Scénario: Une insulte ne se rend pas
    Étant donné une conversation ouverte
    Quand j'écris "t'es con"
    Alors on m'offre des boutons
    Et la réponse ne dit pas "con "
