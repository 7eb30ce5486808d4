# language: fr
Fonctionnalité: Un message urgent reçoit des lignes tout de suite, dans tous les états

  Plan du scénario: Dès l'ouverture, « <ecrit> »
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors le message urgent parle de "<sorte>"
    Et la ligne "<ligne>" est montrée
    Et aucun service n'est proposé

    Exemples:
      | ecrit                                                             | sorte   | ligne            |
      | je veux mourir                                                    | suicide | crise-1866appelle |
      | 15 ans je veux mourir                                             | suicide | crise-1866appelle |
      | jveux pu vivre                                                    | suicide | crise-1866appelle |
      | jme coupe en ce moment                                            | suicide | crise-1866appelle |
      | mon amie a dit qu'elle allait se tuer à soir                      | suicide | crise-1866appelle |
      | il m'a embarrée dans sa chambre pis y me laisse pas partir        | danger  | urg-911          |
      | y a un gars avec un couteau devant chez nous                      | danger  | urg-911          |
      | je viens de me faire violer                                       | danger  | urg-911          |
      | ma fille de 13 ans est partie rejoindre un homme rencontré en ligne | danger  | urg-911        |
      | mon chum me suit dans la rue, j'ai peur qu'il me frappe           | danger  | urg-911          |

  Scénario: Ce que le message disait d'autre est gardé, et la conversation continue
    Étant donné une conversation ouverte
    Quand j'écris "15 ans je veux mourir, je reste à Montréal"
    Alors le message urgent parle de "suicide"
    Et age vaut "15"
    Et region vaut "06"
    Et on me tutoie
    Quand j'écris "un gars menace de publier mes photos"
    Alors situation vaut "sextorsion"
    Et age vaut "15"
    Et region vaut "06"
    Et aucun message n'est urgent
    Et je reçois des services
    Et chaque service proposé convient

  Scénario: L'urgence et la situation dans la même phrase
    Étant donné une conversation ouverte
    Quand j'écris "j'ai 14 ans, je vis à Laval, un gars menace de publier mes photos pis je veux mourir"
    Alors le message urgent parle de "suicide"
    Et les critères sont :
      | profil    | jeune      |
      | age       | 14         |
      | region    | 13         |
      | situation | sextorsion |
    Quand j'écris "ok merci"
    Alors situation vaut "sextorsion"
    Et je reçois des services

  Scénario: Pendant la question de l'âge
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et j'écris "15 ans je veux mourir"
    Alors le message urgent parle de "suicide"
    Et age vaut "15"
    Et situation vaut "sextorsion"
    Quand j'écris "Laval"
    Alors region vaut "13"
    Et je reçois des services
    Et chaque service proposé convient

  Scénario: Pendant la question de la région
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "violence_amoureuse"
    Et je choisis 16 ans
    Et j'écris "Laval mais il est devant ma porte avec un couteau"
    Alors le message urgent parle de "danger"
    Et la ligne "urg-911" est montrée
    Et region vaut "13"
    Et situation vaut "violence_amoureuse"
    Quand j'écris "ok je suis correcte là"
    Alors aucun message n'est urgent
    Et region vaut "13"
    Et une ligne humaine est montrée

  Scénario: Pendant la question du profil
    Étant donné une conversation ouverte
    Quand je choisis "fugue"
    Et j'écris "ma fille veut se tuer"
    Alors le message urgent parle de "suicide"
    Et profil vaut "parent"
    Et on me vouvoie
    Quand j'écris "elle a 15 ans"
    Alors age vaut "15"
    Et on me demande "region"

  Scénario: Pendant une confirmation
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris un message entre deux situations
    Et j'écris "j'ai envie de mourir"
    Alors le message urgent parle de "suicide"
    Quand j'écris "j'ai 15 ans"
    Alors age vaut "15"
    Et aucun message n'est urgent

  Scénario: Après les services
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "de toute façon je veux mourir"
    Alors le message urgent parle de "suicide"
    Et les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 16         |
      | situation | sextorsion |
    Quand j'écris "merci"
    Alors aucun message n'est urgent
    Et la réponse dit "Avec plaisir"
    Quand j'écris "je suis plutôt à Laval"
    Alors region vaut "13"
    Et je reçois des services

  Scénario: Après deux échecs
    Étant donné une conversation ouverte
    Quand j'écris "qsdf wxcv"
    Et j'écris "mlkj poiu"
    Et j'écris "je veux mourir"
    Alors le message urgent parle de "suicide"

  Scénario: Après « arrête »
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris "arrête"
    Et j'écris "je veux me tuer"
    Alors le message urgent parle de "suicide"

  Scénario: Deux messages urgents de suite, de deux sortes
    Étant donné une conversation ouverte
    Quand j'écris "je veux mourir"
    Alors le message urgent parle de "suicide"
    Quand j'écris "il est là avec un couteau"
    Alors le message urgent parle de "danger"
    Quand j'écris "je veux mourir"
    Alors le message urgent parle de "suicide"

  Scénario: Un parent est vouvoyé, même dans l'urgence
    Étant donné une conversation ouverte
    Quand j'écris "mon fils de 16 ans dit qu'il veut se suicider, on est à Rimouski"
    Alors le message urgent parle de "suicide"
    Et on me vouvoie
    Et les critères sont :
      | profil | parent   |
      | age    | 16       |
      | region | 01       |
      | sexe   | masculin |

  Scénario: Après l'urgence, ce qui manque se demande, sans dépasser quatre questions
    Étant donné une conversation ouverte
    Quand j'écris "je veux mourir"
    Et j'écris "quelqu'un menace de publier mes photos"
    Alors situation vaut "sextorsion"
    Et on me demande "age"
    Quand je choisis 15 ans
    Alors on me demande "region"
    Quand je choisis "03"
    Alors je reçois des services
    Et au plus 4 questions ont été posées

  Scénario: Recommencer après l'urgence
    Étant donné une conversation ouverte
    Quand j'écris "15 ans je veux mourir"
    Et j'écris "recommence"
    Alors les critères sont vides
    Et on me demande "situation"

  Plan du scénario: « <ecrit> » n'est pas urgent
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors aucun message n'est urgent

    Exemples:
      | ecrit                                              |
      | je suis mort de rire                               |
      | j'ai peur que mon ex publie mes photos             |
      | je suis triste depuis des semaines                 |
      | je cherche une formation en prévention du suicide  |
      | ma batterie est morte                              |

  Plan du scénario: Ce qui n'est pas clair est demandé, les lignes déjà là : « <ecrit> »
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors le message urgent parle de "suicide"
    Et la ligne "crise-1866appelle" est montrée
    Et on m'offre des boutons
    Quand je choisis "oui"
    Alors le message urgent parle de "suicide"
    Et aucun bouton n'est offert

    Exemples:
      | ecrit |
      | adieu |

  Scénario: Dire non reprend où on était
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris "adieu"
    Et je choisis "non"
    Alors aucun message n'est urgent
    Et la réponse dit "Merci de me le dire"
    Et on me demande "situation"

  Scénario: Dire oui dans ses mots
    Étant donné une conversation ouverte
    Quand j'écris "adieu"
    Et j'écris "oui"
    Alors le message urgent parle de "suicide"
