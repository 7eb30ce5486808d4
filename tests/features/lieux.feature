# language: fr
Fonctionnalité: Un endroit qui existe dans plusieurs régions se demande, jamais ne se devine

  Scénario: La Rive-Sud
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et j'écris "je reste sur la Rive-Sud"
    Alors region est inconnu
    Et on me propose de choisir entre "12, 16"
    Quand je choisis "16"
    Alors region vaut "16"
    Et je reçois des services
    Et chaque service proposé convient
    Et au plus 4 questions ont été posées

  Scénario: La Rive-Sud dès le premier message
    Étant donné une conversation ouverte
    Quand j'écris "j'ai 15 ans, je reste sur la Rive-Sud pis un gars menace de publier mes photos"
    Alors region est inconnu
    Et on me propose de choisir entre "12, 16"
    Quand je choisis "12"
    Alors region vaut "12"
    Et je reçois des services
    Et au plus 2 questions ont été posées

  Scénario: La Rive-Sud de Montréal n'a plus rien d'ambigu
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et j'écris "Rive-Sud de Montréal"
    Alors region vaut "16"
    Et je reçois des services

  Scénario: Saint-Augustin existe dans quatre régions : la question reste entière ou se limite à trois
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et j'écris "Saint-Augustin"
    Alors region est inconnu
    Et on me demande "region"
    Quand je choisis "03"
    Alors region vaut "03"
    Et je reçois des services
    Et au plus 4 questions ont été posées

  Scénario: Ni l'une ni l'autre : autre chose, puis les services sans région devinée
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et j'écris "sur la Rive-Sud"
    Et je choisis "autre_chose"
    Alors region est inconnu
    Quand je passe la question si on la pose
    Alors je reçois des services
    Et region est inconnu

  Scénario: La précision se tape aussi
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et j'écris "sur la Rive-Sud"
    Et j'écris "Longueuil"
    Alors region vaut "16"
    Et je reçois des services

  Plan du scénario: « <ecrit> » est bien compris
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "intimidation"
    Et je choisis 15 ans
    Et j'écris "<ecrit>"
    Alors region vaut "<region>"
    Et je reçois des services

    Exemples:
      | ecrit                     | region |
      | Longueuil                 | 16     |
      | st-jérôme                 | 15     |
      | trois rivieres            | 04     |
      | sherbroke                 | 05     |
      | chu a sept iles           | 09     |
      | dans le 450 à Terrebonne  | 14     |
      | G1R                       | 03     |
      | le Saguenay               | 02     |
      | J'habite à Val-d'Or       | 08     |
      | Kuujjuaq                  | 10     |

  Scénario: Hors du Québec, on le dit et on donne quand même de l'aide
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et j'écris "Ottawa"
    Alors region est inconnu
    Et une ligne humaine est montrée
    Et la réponse dit "en Ontario"
    Et la réponse dit "partout au Canada"

  Scénario: La bonne province dès le premier message, sans rien demander
    Étant donné une conversation ouverte
    Quand j'écris "jai 15 ans jhabite a moncton pis mon ex menace de publier mes photos"
    Alors situation vaut "sextorsion"
    Et la réponse dit "au Nouveau-Brunswick"
    Et une ligne humaine est montrée

  Scénario: Hors du Canada, rien n'est promis
    Étant donné une conversation ouverte
    Quand j'écris "je vis en france et un gars menace de montrer mes photos"
    Alors la réponse dit "en France"
    Et la réponse dit "secours"

  Scénario: Finalement c'est au Québec
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et j'écris "Toronto"
    Et je choisis "non"
    Et j'écris "à Laval"
    Alors region vaut "13"
    Et je reçois des services

  Scénario: D'où l'on vient n'est pas où l'on est
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et j'écris "je viens de Gaspé mais là je reste à Québec"
    Alors region vaut "03"

  Scénario: Un endroit inconnu n'est pas deviné, et on avance quand même
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et j'écris "Zorgville"
    Alors region est inconnu
    Et on me demande "region"
    Quand j'écris "chez Zorg"
    Alors region est inconnu
    Et une ligne humaine est montrée
