# language: fr
Fonctionnalité: Répondre question par question, par les boutons seulement

  Plan du scénario: Du premier bouton aux services, pour « <profil> »
    Étant donné une conversation ouverte
    Alors on me demande "situation"
    Quand je choisis "<situation>"
    Alors situation vaut "<situation>"
    Et on me demande "profil"
    Quand je choisis "<profil>"
    Alors profil vaut "<profil>"
    Et on me demande "age"
    Quand je choisis <age> ans
    Alors age vaut "<age>"
    Et on me demande "region"
    Quand je choisis "<region>"
    Alors les critères sont :
      | profil    | <profil>    |
      | age       | <age>       |
      | region    | <region>    |
      | situation | <situation> |
    Et je reçois des services
    Et chaque service proposé convient
    Et chaque service est en "<region>" ou partout au Québec
    Et une ligne humaine est montrée
    Et on ne me demande rien
    Et au plus 4 questions ont été posées

    Exemples:
      | profil      | situation             | age | region |
      | jeune       | sextorsion            | 15  | 16     |
      | jeune       | exploitation_sexuelle | 13  | 06     |
      | jeune       | fugue                 | 14  | 02     |
      | jeune       | agression_sexuelle    | 12  | 10     |
      | parent      | inquietude            | 14  | 14     |
      | parent      | leurre                | 11  | 03     |
      | parent      | cyberintimidation     | 10  | 17     |
      | proche      | violence_amoureuse    | 19  | 08     |
      | proche      | partage_images        | 16  | 01     |
      | proche      | intimidation          | 13  | 12     |
      | intervenant | exploitation_sexuelle | 16  | 15     |
      | intervenant | inquietude            | 17  | 04     |

  Plan du scénario: Quand rien ne convient, on le dit, et un humain est là, pour « <profil> »
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "<situation>"
    Et je choisis <age> ans
    Et je choisis "<region>"
    Alors je reçois une réponse, même sans service
    Et aucun service n'est proposé
    Et une ligne humaine est montrée
    Et on m'offre des boutons

    Exemples:
      | profil      | situation | age | region |
      | jeune       | detresse  | 17  | 09     |
      | intervenant | fugue     | 17  | 04     |

  Plan du scénario: Le bouton « Autre chose » mène aux autres situations, pour « <situation> »
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "autre_chose"
    Alors on me demande "situation"
    Quand je choisis "<situation>"
    Alors situation vaut "<situation>"
    Et on me demande "age"
    Quand je choisis 16 ans
    Et je choisis "06"
    Alors je reçois une réponse, même sans service
    Et une ligne humaine est montrée
    Et au plus 4 questions ont été posées

    Exemples:
      | profil      | situation          |
      | jeune       | hebergement        |
      | jeune       | justice            |
      | jeune       | comportement_cause |
      | jeune       | prevention         |
      | jeune       | autre              |
      | parent      | hebergement        |
      | proche      | justice            |
      | intervenant | comportement_cause |

  Plan du scénario: Ouvert depuis une page « <profil> », on s'adresse bien à la personne
    Étant donné une conversation ouverte comme "<profil>"
    Alors les critères sont :
      | profil | <profil> |
    Et on me demande "situation"
    Et on me <registre>

    Exemples:
      | profil      | registre |
      | jeune       | tutoie   |
      | parent      | vouvoie  |
      | proche      | tutoie   |
      | intervenant | vouvoie  |

  Scénario: Une intervenante cherche une formation : son âge ne change rien
    Étant donné une conversation ouverte comme "intervenant"
    Quand je choisis "formation"
    Alors on me demande "region"
    Quand je choisis "13"
    Alors je reçois des services
    Et chaque service proposé convient
    Et le premier service sert à former une équipe
    Et au plus 2 questions ont été posées

  Scénario: Une formation n'est pas offerte à qui n'est pas intervenant
    Étant donné une conversation ouverte comme "parent"
    Alors aucun bouton n'a la valeur "formation"
    Quand je choisis "autre_chose"
    Alors aucun bouton n'a la valeur "formation"

  Scénario: Un hébergement pour un jeune de Longueuil
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "autre_chose"
    Et je choisis "hebergement"
    Et je choisis 15 ans
    Et je choisis "16"
    Alors le premier service est un hébergement
    Et chaque service proposé convient
    Et aucun service n'est réservé aux 18 ans et plus

  Scénario: Ce qu'on tape se lit comme un bouton
    Étant donné une conversation ouverte
    Quand j'écris "on menace de publier des photos de moi"
    Alors situation vaut "sextorsion"
    Quand j'écris "15"
    Alors age vaut "15"
    Quand j'écris "Montérégie"
    Alors region vaut "16"
    Et je reçois des services

  Scénario: Ne pas savoir s'écrit aussi
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "intimidation"
    Et j'écris "je veux pas le dire"
    Alors age est inconnu
    Et on me demande "region"
    Quand j'écris "je sais pas"
    Alors region est inconnu
    Et je reçois des services
