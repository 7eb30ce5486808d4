# language: fr
Fonctionnalité: Corriger, après coup ou en chemin

  Scénario: Changer de région par une phrase
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "je suis plutôt à Laval"
    Alors les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 13         |
      | situation | sextorsion |
    Et je reçois des services
    Et chaque service proposé convient

  Scénario: Changer d'âge par une phrase
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "non j'ai 14 ans"
    Alors age vaut "14"
    Et region vaut "16"
    Et situation vaut "sextorsion"
    Et je reçois des services
    Et chaque service proposé convient

  Plan du scénario: « <ecrit> » corrige aussi
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "<ecrit>"
    Alors <champ> vaut "<valeur>"
    Et situation vaut "sextorsion"
    Et je reçois des services
    Et chaque service proposé convient

    Exemples:
      | ecrit                                    | champ  | valeur |
      | je me suis trompé, j'ai 16 ans           | age    | 16     |
      | en fait 17                               | age    | 17     |
      | excuse, je reste à Québec                | region | 03     |
      | finalement c'est à Gatineau              | region | 07     |
      | pas Longueuil, Montréal                  | region | 06     |
      | c'est pour mon amie                      | profil | proche |
      | chu une fille                            | sexe   | feminin |

  Scénario: Corriger la région par le bandeau du widget
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je corrige region en "13"
    Alors region vaut "13"
    Et je reçois des services
    Et chaque service proposé convient

  Scénario: Corriger l'âge par le bandeau, vers un âge adulte
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je corrige age en "26"
    Alors age vaut "26"
    Et je reçois des services
    Et chaque service proposé convient
    Et aucune ligne "ligne-tel-jeunes" n'est montrée
    Et on me vouvoie

  Scénario: Corriger la situation par le bandeau
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je corrige situation en "fugue"
    Alors situation vaut "fugue"
    Et je reçois des services
    Et chaque service proposé convient

  Scénario: Corriger qui écrit change l'adresse
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je corrige profil en "parent"
    Alors profil vaut "parent"
    Et je reçois des services
    Et chaque service proposé convient
    Et on me vouvoie

  Scénario: Faire oublier la région n'enlève aucun service
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je fais oublier region
    Alors les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | situation | sextorsion |
    Et je reçois des services
    Et rien n'est perdu pour qui vit en "16"

  Scénario: Faire oublier l'âge
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je fais oublier age
    Alors age est inconnu
    Et je reçois des services
    Et chaque service proposé convient

  Scénario: Faire oublier la situation
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je fais oublier situation
    Alors situation est inconnu
    Et age vaut "15"
    Et une ligne humaine est montrée

  Scénario: Tout faire oublier, un champ après l'autre
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je fais oublier profil
    Et je fais oublier age
    Et je fais oublier region
    Et je fais oublier situation
    Alors les critères sont vides
    Et une ligne humaine est montrée

  Scénario: Corriger pendant les questions, par une phrase
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et j'écris "15"
    Alors on me demande "region"
    Quand j'écris "non j'ai 14 ans"
    Alors age vaut "14"
    Et on me demande "region"
    Quand j'écris "Laval"
    Alors les critères sont :
      | profil    | jeune      |
      | age       | 14         |
      | region    | 13         |
      | situation | sextorsion |
    Et je reçois des services
    Et au plus 4 questions ont été posées

  Scénario: Corriger pendant les questions, par le bandeau
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 15 ans
    Et je corrige situation en "leurre"
    Alors situation vaut "leurre"
    Et on me redemande "region"
    Quand je choisis "05"
    Alors je reçois des services
    Et chaque service proposé convient

  Scénario: La même correction deux fois ne casse rien
    Étant donné une personne de 15 ans qui a reçu des services
    Quand je corrige region en "13"
    Et je corrige region en "13"
    Alors region vaut "13"
    Et situation vaut "sextorsion"
    Et on ne me dit pas que ce n'est pas compris
