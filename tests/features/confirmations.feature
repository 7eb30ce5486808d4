# language: fr
Fonctionnalité: Entre deux situations proches, on demande, une seule fois

  Plan du scénario: Choisir une lecture proche, la <rang>
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris un message entre deux situations
    Alors on me propose deux ou trois lectures proches
    Et situation est inconnu
    Quand je choisis la <rang> lecture proche
    Alors la situation est celle que j'ai choisie
    Et on me demande "age"
    Quand je choisis 15 ans
    Et je choisis "16"
    Alors je reçois une réponse, même sans service
    Et une ligne humaine est montrée
    Et au plus 4 questions ont été posées

    Exemples:
      | rang     |
      | première |
      | deuxième |

  Scénario: Ni l'une ni l'autre mène à toutes les situations, ou à la suite
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris un message entre deux situations
    Et je choisis "autre_chose"
    Alors on m'offre des boutons
    Et situation est inconnu
    Quand je choisis "fugue" si on l'offre
    Et je choisis 15 ans
    Et je choisis "16"
    Alors je reçois des services
    Et au plus 4 questions ont été posées

  Scénario: Une confirmation se répond aussi en tapant
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris un message entre deux situations
    Et j'écris "c'est que du monde rit de moi en ligne sur snap"
    Alors situation vaut "cyberintimidation"
    Et on me demande "age"

  Scénario: Une seule confirmation, même si le deuxième message hésite encore
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris un message entre deux situations
    Alors on me propose deux ou trois lectures proches
    Quand j'écris un message entre deux situations
    Alors on me demande "age"
    Quand je choisis 15 ans
    Et je choisis "16"
    Alors je reçois une réponse, même sans service
    Et au plus 4 questions ont été posées

  Scénario: Tout est dit, sauf entre deux situations : une seule question
    Étant donné une conversation ouverte
    Quand j'écris un message entre deux situations, puis "J'ai 16 ans, je reste à Laval."
    Alors on me propose deux ou trois lectures proches
    Et age vaut "16"
    Et region vaut "13"
    Quand je choisis la première lecture proche
    Alors la situation est celle que j'ai choisie
    Et je reçois une réponse, même sans service
    Et au plus 2 questions ont été posées

  Scénario: Une situation et un endroit incertains tiennent dans quatre questions
    Étant donné une conversation ouverte
    Quand j'écris un message entre deux situations, puis "Je reste sur la Rive-Sud."
    Alors on me propose deux ou trois lectures proches
    Et region est inconnu
    Quand je choisis la première lecture proche
    Et je choisis 16 ans si on le demande
    Alors on me propose de choisir entre "12, 16"
    Quand je choisis "16"
    Alors je reçois une réponse, même sans service
    Et region vaut "16"
    Et la situation est celle que j'ai choisie
    Et au plus 4 questions ont été posées

  Plan du scénario: « <ecrit> » est lu sans confirmation
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors situation vaut "<situation>"

    Exemples:
      | ecrit                                                          | situation             |
      | un gars veut 500$ sinon y publie mes photos                    | sextorsion            |
      | mes nudes tournent dans l'école                                | partage_images        |
      | un monsieur de 40 ans m'écrit sur snap pis veut me voir         | leurre                |
      | je fais des clients pour mon chum                              | exploitation_sexuelle |
      | mon oncle m'a touchée                                          | agression_sexuelle    |
      | mon chum veut toujours savoir où je suis pis me crie après     | violence_amoureuse    |
      | tout le monde rit de moi dans le groupe messenger              | cyberintimidation     |
      | je me fais pousser dans les cases à l'école                    | intimidation          |
      | je veux partir de chez nous à soir                             | fugue                 |
      | j'ai nulle part où dormir                                      | hebergement           |
      | je pleure tout le temps pis je dors pu                         | detresse              |
      | est-ce que je peux porter plainte                              | justice               |
      | j'ai partagé la photo d'une fille pis je regrette              | comportement_cause    |
      | je suis prof et je cherche un atelier pour mes élèves          | prevention            |
      | je suis travailleuse sociale, je cherche une formation pour mon équipe | formation     |
