# language: fr
Fonctionnalité: Qui écrit en anglais reçoit une phrase dans les deux langues, des lignes, et la suite

  Scénario: Un premier message en anglais
    Étant donné une conversation ouverte
    Quand j'écris "i'm 15 and my ex is threatening to post my nudes, i live in Laval"
    Alors la réponse dit "I answer in French"
    Et la ligne "ligne-jeunesse-jecoute" est montrée
    Et situation vaut "sextorsion"
    Et age vaut "15"
    Et region vaut "13"
    Et je reçois des services

  Scénario: La phrase n'est dite qu'une fois
    Étant donné une conversation ouverte
    Quand j'écris "kids at my school push me and call me names at recess every day"
    Alors la réponse dit "I answer in French"
    Et situation vaut "intimidation"
    Quand j'écris "i don't want to tell my parents about it"
    Alors la réponse ne dit pas "I answer in French"

  Scénario: Un parent anglophone
    Étant donné une conversation ouverte comme "parent"
    Quand j'écris "My daughter is 14 and an older man keeps asking her for pictures online"
    Alors la réponse dit "I answer in French"
    Et situation vaut "leurre"
    Et age vaut "14"
    Et on me demande "region"

  Scénario: De l'anglais qu'on ne comprend pas n'est pas un échec
    Étant donné une conversation ouverte
    Quand j'écris "it is what it is you know"
    Alors la réponse dit "I answer in French"
    Et on ne me dit pas que ce n'est pas compris
    Et on m'offre des boutons

  Plan du scénario: « <ecrit> » reste du français
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors la réponse ne dit pas "I answer in French"

    Exemples:
      | ecrit                                               |
      | jai 16 pis mon ex ma blackmail avec mes nudes       |
      | omg jsuis full down, help svp                       |
      | mon best friend m'a ghost pis il post mes pics      |
