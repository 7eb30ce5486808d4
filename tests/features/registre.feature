# language: fr
Fonctionnalité: Dire tu ou vous à la bonne personne

  Plan du scénario: « <ecrit> » : on me <registre>
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors on me <registre>

    Exemples:
      | ecrit                                                              | registre |
      | allo, j'ai 15 ans pis une photo de moi circule                     | tutoie   |
      | Bonjour, j'aimerais savoir si vous pouvez m'aider                  | vouvoie  |
      | j'ai 32 ans, j'ai été agressée sexuellement quand j'étais petite   | vouvoie  |
      | j'ai 19 ans, mon chum me contrôle                                  | tutoie   |

  Scénario: Le vouvoiement de la personne tient jusqu'au bout
    Étant donné une conversation ouverte
    Quand j'écris "Bonjour, pouvez-vous m'aider? Une photo intime de moi circule."
    Alors on ne me tutoie pas
    Quand je choisis 16 ans
    Alors on me vouvoie
    Et on me demande "region"
    Quand j'écris "à Sherbrooke"
    Alors je reçois des services
    Et on me vouvoie
    Quand j'écris "merci"
    Alors on me vouvoie

  Scénario: Quelqu'un qui vouvoie n'est jamais tutoyé, sans être pris pour une autre personne
    Étant donné une conversation ouverte
    Quand j'écris "Bonjour, pourriez-vous me dire quoi faire? une photo de moi circule"
    Alors profil vaut "jeune"
    Et on me demande "age"
    Et on ne me tutoie pas
    Et la réponse ne dit pas "la personne"

  Scénario: Un ami reste tutoyé, même si la personne aidée a 30 ans
    Étant donné une conversation ouverte comme "proche"
    Quand je choisis "violence_amoureuse"
    Et j'écris "elle a 30 ans"
    Et je choisis "05"
    Alors age vaut "30"
    Et je reçois des services
    Et on me tutoie

  Scénario: Une intervenante est vouvoyée à chaque étape
    Étant donné une conversation ouverte comme "intervenant"
    Alors on me vouvoie
    Quand je choisis "exploitation_sexuelle"
    Alors on ne me tutoie pas
    Quand je choisis 16 ans
    Alors on me vouvoie
    Quand je choisis "06"
    Alors on me vouvoie
    Quand j'écris "aide"
    Alors on me vouvoie
    Quand j'écris "qsdf wxcv"
    Alors on me vouvoie
    Quand j'écris "mlkj poiu"
    Alors on me vouvoie
    Quand j'écris "bye"
    Alors on me vouvoie

  Scénario: Un jeune est tutoyé à chaque étape
    Étant donné une conversation ouverte comme "jeune"
    Alors on me tutoie
    Quand je choisis "sextorsion"
    Alors on me tutoie
    Quand je choisis 15 ans
    Alors on me tutoie
    Quand je choisis "16"
    Alors on me tutoie
    Quand j'écris "aide"
    Alors on me tutoie
    Quand j'écris "qsdf wxcv"
    Alors on me tutoie
    Quand j'écris "mlkj poiu"
    Alors on me tutoie
    Quand j'écris "bye"
    Alors on me tutoie

  Scénario: « recommencer » après un parent oublie le parent
    Étant donné un parent de Joliette qui a reçu des services
    Quand j'écris "recommence"
    Et j'écris "j'ai 14 ans, une photo de moi circule"
    Alors profil vaut "jeune"
    Et on me tutoie
