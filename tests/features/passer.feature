# language: fr
Fonctionnalité: Passer une question n'enlève rien

  Scénario: Tout passer
    Étant donné une conversation ouverte
    Quand je passe la question
    Alors on me demande "profil"
    Quand je passe la question
    Alors on me demande "age"
    Quand je passe la question
    Alors on me demande "region"
    Quand je passe la question
    Alors je reçois des services
    Et les critères sont vides
    Et chaque service proposé convient
    Et une ligne humaine est montrée
    Et au plus 4 questions ont été posées

  Plan du scénario: Tout passer, comme « <profil> »
    Étant donné une conversation ouverte comme "<profil>"
    Quand je passe la question
    Et je passe la question
    Et je passe la question
    Alors je reçois des services
    Et les critères sont :
      | profil | <profil> |
    Et chaque service proposé convient
    Et une ligne humaine est montrée

    Exemples:
      | profil      |
      | jeune       |
      | parent      |
      | proche      |
      | intervenant |

  Plan du scénario: Passer l'âge n'enlève rien, comme « <profil> »
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Alors on me demande "age"
    Quand je passe la question
    Alors on me demande "region"
    Quand je choisis "16"
    Alors je reçois des services
    Et age est inconnu
    Et chaque service proposé convient
    Et rien n'est perdu pour qui a 15 ans

    Exemples:
      | profil      |
      | jeune       |
      | parent      |
      | proche      |
      | intervenant |

  Plan du scénario: Passer la région n'enlève rien, comme « <profil> »
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Alors on me demande "region"
    Quand je passe la question
    Alors je reçois des services
    Et region est inconnu
    Et chaque service proposé convient
    Et rien n'est perdu pour qui vit en "14"

    Exemples:
      | profil      |
      | jeune       |
      | parent      |
      | proche      |
      | intervenant |

  Plan du scénario: Passer la situation n'enlève rien, comme « <profil> »
    Étant donné une conversation ouverte comme "<profil>"
    Quand je passe la question
    Alors on me demande "age"
    Quand je choisis 16 ans
    Et je choisis "06"
    Alors je reçois des services
    Et situation est inconnu
    Et chaque service proposé convient
    Et rien n'est perdu pour qui dit "exploitation_sexuelle"

    Exemples:
      | profil      |
      | jeune       |
      | parent      |
      | proche      |
      | intervenant |

  Scénario: Une personne qui ne dit pas son sexe voit aussi ce qui est pour les filles
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "14"
    Alors je reçois des services
    Et sexe est inconnu
    Et rien n'est perdu pour qui est "feminin"
    Et rien n'est perdu pour qui est "masculin"

  Scénario: Passer, puis répondre quand même
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je passe la question
    Alors on me demande "region"
    Quand j'écris "j'ai 15 ans, je suis à Laval"
    Alors les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 13         |
      | situation | sextorsion |
    Et je reçois des services

  Scénario: « Je ne sais pas » devant une confirmation laisse la situation inconnue
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris un message entre deux situations
    Alors on me propose deux ou trois lectures proches
    Quand je passe la question
    Alors situation est inconnu
    Et on me demande "age"
