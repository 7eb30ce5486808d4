# language: fr
Fonctionnalité: Demander ce qu'est un service, et s'il est pour soi

  Plan du scénario: « c'est quoi <nom> ? »
    Étant donné une conversation ouverte
    Quand j'écris "<question>"
    Alors la réponse dit "<nom>"
    Et la réponse dit "Comment y entrer"
    Et la réponse dit "Source"
    Et on me redemande "situation"
    Et les critères sont vides

    Exemples:
      | nom                  | question                              |
      | Projet Vénus         | c'est quoi le projet Vénus ?          |
      | Mobilis              | c'est quoi Mobilis ?                  |
      | Projet Sphères       | c'est quoi le projet Sphères          |
      | Baume à lèvres       | c'est quoi Baume à lèvres ?           |
      | Les Survivantes      | parle-moi des Survivantes             |
      | Projet Émeraude      | c'est quoi le projet emeraude         |
      | Tel-jeunes           | c'est quoi Tel-jeunes                 |
      | LigneParents         | c'est quoi LigneParents ?             |
      | Sport'Aide           | c'est quoi Sport'Aide ?               |

  Scénario: Un service en développement se décrit avec son avertissement
    Étant donné une conversation ouverte
    Quand j'écris "c'est quoi le projet Z ?"
    Alors la réponse dit "Projet Z"
    Et la réponse dit "en développement"

  Scénario: Un service inconnu se dit inconnu, avec un humain
    Étant donné une conversation ouverte
    Quand j'écris "c'est quoi le projet Licorne ?"
    Alors la réponse dit "ne connais pas ce service"
    Et une ligne humaine est montrée

  Plan du scénario: « <question> » quand on a 15 ans en Montérégie
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "<question>"
    Alors la réponse dit "<nom>"
    Et la réponse dit "<verdict>"
    Et situation vaut "sextorsion"
    Et on ne me demande rien

    Exemples:
      | question                                    | nom                   | verdict                   |
      | le projet Vénus, c'est pour moi ?           | Projet Vénus          | pas la bonne porte        |
      | l'antichambre, c'est pour moi ?             | antichambre           | Oui, d'après              |
      | est-ce que le 2159 est pour moi             | 2159                  | pas la bonne porte        |
      | Mobilis, c'est pour moi ?                   | Mobilis               | pas la bonne porte        |
      | le projet Z, c'est pour moi ?               | Projet Z              | pas la bonne porte        |

  Scénario: « c'est pour moi ? » avant d'avoir dit son âge
    Étant donné une conversation ouverte
    Quand j'écris "le projet Vénus, c'est pour moi ?"
    Alors la réponse dit "Projet Vénus"
    Et la réponse dit "âge"

  Scénario: « c'est quoi ? » d'un service proposé
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "13"
    Alors je reçois des services
    Quand j'écris "le premier c'est quoi"
    Alors la réponse dit "Comment y entrer"
    Et on ne me demande rien

  Scénario: Demander un service en passant garde la question
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "exploitation_sexuelle"
    Et j'écris "c'est quoi le projet Sphères ?"
    Alors la réponse dit "Projet Sphères"
    Et on me redemande "age"
    Quand je choisis 16 ans
    Et je choisis "06"
    Alors je reçois des services
    Et au plus 4 questions ont été posées
