# language: fr
Fonctionnalité: Une conversation de quarante messages tient bon

  Scénario: Quarante messages, et la quarantième réponse est aussi juste
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et je choisis "16"
    Alors je reçois des services
    Quand je bavarde pendant 36 messages
    Et j'écris "quoi dire quand j'appelle"
    Alors on me donne trois phrases à dire pour "sextorsion" comme "jeune"
    Et les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 16         |
      | situation | sextorsion |
