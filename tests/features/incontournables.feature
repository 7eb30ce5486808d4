# language: fr
Fonctionnalité: Les demandes que Repère doit réussir dès le premier message

  Scénario: Une menace de publier des photos, tout dit d'un coup
    Étant donné une conversation ouverte
    Quand j'écris "j'ai 15 ans, je reste à Longueuil pis un gars menace de publier mes photos"
    Alors les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 16         |
      | situation | sextorsion |
    Et je reçois des services
    Et chaque service proposé convient
    Et chaque service est en "16" ou partout au Québec
    Et aucun service n'est réservé aux 18 ans et plus
    Et le premier service n'est ni un atelier ni une table
    Et l'une des lignes "sig-aidezmoisvp, sig-cyberaide" est montrée
    Et on me tutoie
    Et on ne me demande rien
    Et au plus 1 question a été posée

  Scénario: Une mère de Joliette s'inquiète pour sa fille de 14 ans
    Étant donné une conversation ouverte
    Quand j'écris "ma fille de 14 ans a un chum de 22 ans qui lui achète plein de cadeaux, je suis inquiète, on habite à Joliette"
    Alors les critères sont :
      | profil    | parent     |
      | age       | 14         |
      | region    | 14         |
      | situation | inquietude |
      | sexe      | feminin    |
    Et je reçois des services
    Et chaque service proposé convient
    Et chaque service est en "14" ou partout au Québec
    Et aucun service n'est réservé aux 18 ans et plus
    Et le premier service n'est ni un atelier ni une table
    Et aucun service suspendu, inachevé ou à confirmer n'est proposé
    Et une ligne humaine est montrée
    Et on me vouvoie

  Scénario: La même mère, en plusieurs messages
    Étant donné une conversation ouverte
    Quand j'écris "Bonjour, je suis inquiète pour ma fille, elle sort avec un gars pas mal plus vieux"
    Alors profil vaut "parent"
    Et on me demande "age"
    Et on ne me tutoie pas
    Quand j'écris "elle a 14 ans"
    Alors on me demande "region"
    Quand j'écris "Joliette"
    Alors je reçois des services
    Et age vaut "14"
    Et region vaut "14"
    Et chaque service proposé convient
    Et on me vouvoie
    Et au plus 4 questions ont été posées

  Scénario: Un garçon de 16 ans à Gaspé dont les photos circulent
    Étant donné une conversation ouverte
    Quand j'écris "chu un gars de 16 ans a gaspé pis mon ex a envoyé mes nudes a tout le monde"
    Alors les critères sont :
      | profil    | jeune          |
      | age       | 16             |
      | region    | 11             |
      | situation | partage_images |
      | sexe      | masculin       |
    Et je reçois des services
    Et chaque service proposé convient
    Et aucun service n'est réservé aux femmes
    Et aucun service n'est réservé aux 18 ans et plus
    Et l'une des lignes "sig-aidezmoisvp, sig-cyberaide" est montrée
    Et on me tutoie
    Quand je demande d'autres services jusqu'à la fin
    Alors il n'en reste plus

  Scénario: Un garçon de Gaspé qu'on paye pour du sexe
    Étant donné une conversation ouverte
    Quand j'écris "je suis un gars de 16 ans, je vis à Gaspé, un monsieur me paye pour coucher avec lui"
    Alors situation vaut "exploitation_sexuelle"
    Et sexe vaut "masculin"
    Et region vaut "11"
    Et je reçois une réponse, même sans service
    Et aucun service n'est réservé aux femmes
    Et aucun service n'est réservé aux 18 ans et plus
    Et une ligne humaine est montrée

  Scénario: Une intervenante cherche un lit pour une fille de 16 ans à Longueuil
    Étant donné une conversation ouverte
    Quand j'écris "je suis intervenante, je cherche un hébergement d'urgence pour une fille de 16 ans à Longueuil"
    Alors les critères sont :
      | profil    | intervenant |
      | age       | 16          |
      | region    | 16          |
      | situation | hebergement |
      | sexe      | feminin     |
    Et je reçois des services
    Et chaque service proposé convient
    Et le premier service est un hébergement
    Et aucun service n'est réservé aux 18 ans et plus
    Et on me vouvoie

  Scénario: La même intervenante, en style télégraphique
    Étant donné une conversation ouverte
    Quand j'écris "cherche hébergement urgence pour fille 16 ans secteur Longueuil"
    Alors situation vaut "hebergement"
    Et sexe vaut "feminin"
    Et profil vaut "intervenant"
    Et je reçois des services
    Et chaque service proposé convient
    Et le premier service est un hébergement
    Et au plus 2 questions ont été posées

  Scénario: Une fille de 13 ans à Montréal
    Étant donné une conversation ouverte
    Quand j'écris "jai 13 ans jhabite a montreal chu une fille pis un gars veut que jfasse des clients"
    Alors les critères sont :
      | profil    | jeune                 |
      | age       | 13                    |
      | region    | 06                    |
      | situation | exploitation_sexuelle |
      | sexe      | feminin               |
    Et je reçois des services
    Et chaque service proposé convient
    Et aucun service n'est réservé aux 18 ans et plus
    Et le premier service n'est ni un atelier ni une table
    Et aucun service suspendu, inachevé ou à confirmer n'est proposé
    Et on me tutoie
    Quand je demande d'autres services jusqu'à la fin
    Alors il n'en reste plus

  Scénario: Un adulte qui a vécu une agression il y a longtemps est vouvoyé
    Étant donné une conversation ouverte
    Quand j'écris "J'ai 41 ans et j'ai été agressée sexuellement à 12 ans, j'habite à Sherbrooke"
    Alors profil vaut "jeune"
    Et age vaut "41"
    Et situation vaut "agression_sexuelle"
    Et je reçois des services
    Et chaque service proposé convient
    Et aucune ligne "ligne-tel-jeunes" n'est montrée
    Et on me vouvoie

  Scénario: Un jeune qui craint de faire du mal ne reçoit rien pour les victimes
    Étant donné une conversation ouverte
    Quand j'écris "j'ai 15 ans, je vis à Laval, j'ai touché ma petite cousine pis je veux arrêter"
    Alors situation vaut "comportement_cause"
    Et je reçois une réponse, même sans service
    Et aucune ligne "crise-info-aide-vs" n'est montrée
    Et aucune ligne "org-cavac-reseau" n'est montrée
    Et une ligne humaine est montrée
