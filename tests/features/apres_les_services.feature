# language: fr
Fonctionnalité: Après les services, préparer l'appel, savoir la suite, et une autre porte si ça n'a pas marché

  Plan du scénario: « <ecrit> » donne trois phrases faites pour la situation
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "<ecrit>"
    Alors on me donne trois phrases à dire pour "sextorsion" comme "jeune"
    Et on ne me demande rien
    Et on me tutoie
    Et situation vaut "sextorsion"

    Exemples:
      | ecrit                            |
      | quoi dire quand j'appelle        |
      | jdis koi quand jappel            |
      | je sais pas quoi leur dire       |
      | aide moi a preparer mon appel    |
      | je commence comment au téléphone |

  Scénario: Un parent prépare son appel
    Étant donné un parent de Joliette qui a reçu des services
    Quand j'écris "Que dois-je dire quand j'appelle?"
    Alors on me donne trois phrases à dire pour "inquietude" comme "parent"
    Et on me vouvoie

  Scénario: Un intervenant prépare son appel
    Étant donné une conversation ouverte comme "intervenant"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "16"
    Et j'écris "quoi dire quand j'appelle"
    Alors on me donne trois phrases à dire pour "exploitation_sexuelle" comme "intervenant"

  Plan du scénario: « <ecrit> » dit ce qui se passe ensuite
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "<ecrit>"
    Alors la réponse dit "t'écoute d'abord"
    Et la réponse dit "Source :"
    Et on ne me demande rien

    Exemples:
      | ecrit                                     |
      | qu'est-ce qui va se passer si j'appelle   |
      | pis apres y se passe quoi                 |
      | ça se passe comment quand on appelle      |

  Plan du scénario: « <ecrit> » ouvre la porte suivante
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "06"
    Et j'écris "<ecrit>"
    Alors la réponse dit "pas ta faute"
    Et je reçois d'autres services que les premiers
    Et chaque service proposé convient
    Et une ligne humaine est montrée
    Et situation vaut "exploitation_sexuelle"

    Exemples:
      | ecrit                                  |
      | ça n'a pas marché                      |
      | sa pas marcher                         |
      | j'ai appelé pis personne répond        |
      | ils m'ont dit qu'ils peuvent pas m'aider |
      | la ligne est fermée                    |

  Scénario: « ça n'a pas marché » quand il n'y a plus de service mène à d'autres lignes
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "ça n'a pas marché"
    Alors aucun service n'est proposé
    Et l'une des lignes "org-cavac-reseau, crise-1866appelle, crise-811" est montrée
    Et aucune ligne "sig-aidezmoisvp" n'est montrée

  Scénario: « ça n'a pas marché » avant d'avoir reçu quoi que ce soit
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et j'écris "j'ai déjà appelé une ligne pis ça n'a pas marché"
    Alors la réponse dit "pas ta faute"
    Et on me redemande "age"

  Plan du scénario: « <ecrit> » sur les services montrés
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "<ecrit>"
    Alors la réponse dit "Comment y entrer"
    Et on ne me demande rien

    Exemples:
      | ecrit                         |
      | celui-là, c'est quoi?         |
      | comment je les appelle?       |
      | le premier cest quoi          |
