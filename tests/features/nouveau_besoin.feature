# language: fr
Fonctionnalité: Un nouveau besoin après les services ne mêle pas deux personnes

  Scénario: D'abord soi, ensuite une amie
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "maintenant c'est pour mon amie de 13 ans, elle a fugué de chez elle"
    Alors profil vaut "proche"
    Et situation vaut "fugue"
    Et age vaut "13"
    Et chaque service proposé convient si j'en reçois

  Scénario: D'abord soi, ensuite une amie dont on ne dit pas l'âge
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "mon amie aussi a un problème, un homme la paye pour coucher avec lui"
    Alors profil vaut "proche"
    Et situation vaut "exploitation_sexuelle"
    Et age est inconnu

  Scénario: D'abord sa fille, ensuite soi-même
    Étant donné un parent de Joliette qui a reçu des services
    Quand j'écris "moi aussi j'ai besoin d'aide, mon conjoint me frappe et me contrôle, j'ai 38 ans"
    Alors situation vaut "violence_amoureuse"
    Et age vaut "38"
    Et profil vaut "jeune"
    Et chaque service proposé convient si j'en reçois
    Et aucune ligne "ligne-tel-jeunes" n'est montrée

  Scénario: La même personne, un autre besoin
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "aussi, mon chum me contrôle pis y me crie après tout le temps"
    Alors situation vaut "violence_amoureuse"
    Et age vaut "15"
    Et region vaut "16"
    Et je reçois des services
    Et chaque service proposé convient
    Et on ne me demande rien

  Scénario: Un deuxième enfant
    Étant donné un parent de Joliette qui a reçu des services
    Quand j'écris "j'ai aussi un garçon de 10 ans, des élèves l'insultent et répandent des rumeurs sur Snapchat"
    Alors profil vaut "parent"
    Et age vaut "10"
    Et sexe vaut "masculin"
    Et situation vaut "cyberintimidation"
    Et aucun service n'est réservé aux femmes
    Et on ne me tutoie pas

  Scénario: Une amie de 13 ans pendant les questions pour soi
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et je choisis 16 ans
    Alors on me demande "region"
    Quand j'écris "Laval"
    Alors age vaut "16"
    Et region vaut "13"
    Et je reçois des services

  Scénario: L'âge de l'agresseur n'est pas celui de la personne
    Étant donné une conversation ouverte
    Quand j'écris "j'ai 14 ans pis un gars de 24 ans m'écrit sur insta pour me voir, je suis à Granby"
    Alors age vaut "14"
    Et situation vaut "leurre"
    Et chaque service proposé convient si j'en reçois

  Scénario: Son âge, puis celui de son enfant
    Étant donné une conversation ouverte
    Quand j'écris "j'ai 45 ans et ma fille de 13 ans reçoit des messages d'un inconnu qui veut la voir"
    Alors profil vaut "parent"
    Et age vaut "13"
    Et situation vaut "leurre"
    Et sexe vaut "feminin"
