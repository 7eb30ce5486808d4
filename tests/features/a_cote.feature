# language: fr
Fonctionnalité: Ce qu'on dit à côté reçoit sa réponse, et la recherche reprend où elle était

  Plan du scénario: « <ecrit> » pendant une question
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Alors on me demande "age"
    Quand j'écris "<ecrit>"
    Alors la réponse dit "<mots>"
    Et on me redemande "age"
    Et on ne me dit pas que ce n'est pas compris
    Quand je choisis 15 ans
    Alors on me demande "region"
    Quand je choisis "16"
    Alors les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 16         |
      | situation | sextorsion |
    Et je reçois des services
    Et au plus 4 questions ont été posées

    Exemples:
      | ecrit                         | mots               |
      | pourquoi                      | Chaque service     |
      | pourquoi tu demandes ça ?     | Chaque service     |
      | ça sert à quoi                | Chaque service     |
      | t'es qui                      | robot              |
      | t'es un vrai ?                | robot              |
      | es-tu une vraie personne?     | robot              |
      | c'est confidentiel            | s'efface           |
      | mes parents vont tu le savoir | s'efface           |
      | est-ce que tu gardes tout ça? | s'efface           |
      | merci                         | Avec plaisir       |
      | salut                         | Salut              |
      | aide                          | une vraie personne |
      | je veux parler à quelqu'un    | une vraie personne |

  Plan du scénario: « <ecrit> » dès l'ouverture
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors la réponse dit "<mots>"
    Et on me redemande "situation"

    Exemples:
      | ecrit                | mots               |
      | allo                 | Salut              |
      | pourquoi             | Chaque service     |
      | t'es qui             | robot              |
      | c'est confidentiel ? | s'efface           |
      | aide                 | une vraie personne |

  Plan du scénario: « <ecrit> » après les services
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "<ecrit>"
    Alors la réponse dit "<mots>"
    Et on ne me demande rien
    Et les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 16         |
      | situation | sextorsion |
    Et on ne me dit pas que ce n'est pas compris

    Exemples:
      | ecrit                     | mots                   |
      | merci                     | Avec plaisir           |
      | merci beaucoup            | Avec plaisir           |
      | bye                       | Prends soin de toi     |
      | t'es un robot ?           | robot                  |
      | c'est confidentiel        | s'efface               |
      | pourquoi                  | choisir le bon service |
      | aide                      | une vraie personne     |

  Scénario: Trois questions de côté de suite ne comptent pas plus de quatre questions
    Étant donné une conversation ouverte
    Quand j'écris "salut"
    Et j'écris "t'es qui"
    Et j'écris "c'est confidentiel"
    Et j'écris "pourquoi"
    Et j'écris "une photo de moi circule"
    Et j'écris "c'est confidentiel"
    Et je choisis 14 ans
    Et j'écris "pourquoi tu veux savoir ça"
    Et je choisis "05"
    Alors je reçois des services
    Et age vaut "14"
    Et region vaut "05"
    Et au plus 4 questions ont été posées

  Plan du scénario: « <ecrit> » arrête, avec un humain
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et j'écris "<ecrit>"
    Alors on ne me demande rien
    Et une ligne humaine est montrée
    Et la réponse dit "revenir"
    Et on me tutoie

    Exemples:
      | ecrit                |
      | arrête               |
      | stop                 |
      | je veux plus parler  |
      | bye                  |

  Scénario: Après « arrête », on peut reprendre
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et j'écris "arrête"
    Et j'écris "j'ai 15 ans, je suis à Laval"
    Alors age vaut "15"
    Et region vaut "13"
    Et situation vaut "sextorsion"
    Et je reçois des services

  Plan du scénario: « <ecrit> » efface tout
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "<ecrit>"
    Alors les critères sont vides
    Et on me demande "situation"
    Et la réponse dit "effacé"

    Exemples:
      | ecrit             |
      | recommence        |
      | on recommence     |
      | repartir à zéro   |

  Scénario: Le bouton « Recommencer », puis une autre recherche au complet
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je choisis "recommencer"
    Alors les critères sont vides
    Et on me demande "situation"
    Quand je choisis "fugue"
    Et je choisis "parent"
    Et je choisis 13 ans
    Et je choisis "02"
    Alors les critères sont :
      | profil    | parent |
      | age       | 13     |
      | region    | 02     |
      | situation | fugue  |
    Et je reçois des services
    Et chaque service proposé convient
    Et au plus 4 questions ont été posées

  Scénario: Le bouton « Parler à quelqu'un »
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je choisis "aide"
    Alors une ligne humaine est montrée
    Et l'une des lignes "sig-aidezmoisvp, sig-cyberaide" est montrée

  Scénario: « plus » jusqu'à la fin, en le tapant
    Étant donné une conversation ouverte comme "intervenant"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "16"
    Alors je reçois des services
    Quand j'écris "plus"
    Alors je reçois des services
    Et chaque service proposé convient
    Quand je demande d'autres services jusqu'à la fin
    Alors il n'en reste plus
    Quand j'écris "plus"
    Alors aucun service n'est proposé
    Et la réponse dit "tout ce que j'ai trouvé"
    Et une ligne humaine est montrée
    Quand j'écris "encore"
    Alors aucun service n'est proposé
    Et une ligne humaine est montrée

  Scénario: Le bouton « plus » jusqu'à la fin, sans répétition
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "06"
    Et je demande d'autres services jusqu'à la fin
    Alors il n'en reste plus
    Et aucun service suspendu, inachevé ou à confirmer n'est proposé

  Scénario: « plus » avant d'avoir dit quoi que ce soit
    Étant donné une conversation ouverte
    Quand j'écris "plus"
    Alors on m'offre des boutons

  Scénario: « autre chose » après les services garde la personne et change le besoin
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "autre chose"
    Alors on me demande "situation"
    Et age vaut "15"
    Et region vaut "16"
    Et situation est inconnu
    Quand j'écris "je me fais écoeurer à l'école"
    Alors situation vaut "intimidation"
    Et age vaut "15"
    Et region vaut "16"
    Et je reçois une réponse, même sans service

  Scénario: « pourquoi » sur chaque question
    Étant donné une conversation ouverte
    Quand j'écris "pourquoi"
    Alors la réponse dit "aide pour certaines choses"
    Quand je choisis "sextorsion"
    Et j'écris "pourquoi"
    Alors la réponse dit "Chaque service a ses âges"
    Quand je choisis 15 ans
    Et j'écris "pourquoi"
    Alors la réponse dit "une seule région"
    Et la réponse dit "adresse"

  Scénario: « oui » et « non » tout seuls ne font pas dérailler
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et j'écris "oui"
    Alors situation vaut "sextorsion"
    Et on m'offre des boutons
    Quand je choisis 15 ans si on le demande
    Et j'écris "Laval"
    Alors je reçois des services
    Quand j'écris "non"
    Alors situation vaut "sextorsion"
    Et region vaut "13"
