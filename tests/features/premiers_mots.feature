# language: fr
Fonctionnalité: Les premiers mots, dès qu'une situation est comprise et que l'on sait qui écrit

  Plan du scénario: « <ecrit> »
    Étant donné une conversation ouverte
    Quand j'écris "<ecrit>"
    Alors la réponse dit "<mots>"
    Et situation vaut "<situation>"
    Et la réponse dit "Source :"
    Et l'une des lignes "<lignes>" est montrée
    Et aucun message n'est urgent

    Exemples:
      | ecrit                                                                         | situation          | mots                                     | lignes                            |
      | un gars menace denvoyer mes nudes a tout le monde si jpaye pas                | sextorsion         | Ne paie pas, n'envoie rien d'autre       | sig-aidezmoisvp, sig-cyberaide    |
      | ya une photo de moi toute nue qui circule a lecole                            | partage_images     | Ne m'envoie pas l'image                  | sig-aidezmoisvp, sig-cyberaide    |
      | Ma fille de 13 ans m'a dit qu'un entraîneur l'avait agressée sexuellement     | agression_sexuelle | doit être signalé à la DPJ               | crise-info-aide-vs                |
      | j'ai envoyé la photo nue de mon ex à mes amis, je regrette                    | comportement_cause | doit cesser                              | crise-811                         |

  Scénario: La DPJ de la région, avec son numéro, quand un intervenant apprend un abus
    Étant donné une conversation ouverte comme "intervenant"
    Quand j'écris "Une élève de 12 ans de Gatineau m'a confié une agression sexuelle par son oncle."
    Alors la réponse dit "doit être signalé à la DPJ, sans attendre"
    Et la ligne "dpj-outaouais" est montrée
    Et on ne me tutoie pas

  Scénario: Ils ne sont dits qu'une fois
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Alors la réponse dit "Ne paie pas"
    Et on me demande "age"
    Quand j'écris "15"
    Alors la réponse ne dit pas "Ne paie pas"
    Et on me demande "region"

  Scénario: Une fugue : la sécurité d'abord, et une oreille avant l'autorité
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "fugue"
    Alors la réponse dit "que tu sois en sécurité"
    Et la ligne "ligne-tel-jeunes" est montrée
    Et on me demande "age"

  Scénario: Rien avant une demande d'information
    Étant donné une conversation ouverte comme "intervenant"
    Quand je choisis "formation"
    Alors la réponse ne dit pas "Source :"
    Et aucun message n'est urgent

  Scénario: Avec les services, les lignes ne sont dites qu'une fois
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris "jai 15 ans jreste a laval mon ex menace de publier mes nudes"
    Alors la réponse dit "Ce n'est pas ta faute"
    Et je reçois des services
    Et la réponse ne dit pas "Pour en parler avec une vraie personne"
