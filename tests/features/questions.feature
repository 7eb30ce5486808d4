# language: fr
Fonctionnalité: Les questions qu'on se pose ont une réponse avec sa source, et la recherche reprend

  Plan du scénario: « <ecrit> » pendant une question
    Étant donné une conversation ouverte comme "jeune"
    Quand je choisis "sextorsion"
    Et j'écris "<ecrit>"
    Alors on me répond "<reponse>" avec sa source
    Et on me redemande "age"
    Et situation vaut "sextorsion"
    Quand je choisis 15 ans
    Et je choisis "16"
    Alors je reçois des services
    Et au plus 4 questions ont été posées

    Exemples:
      | ecrit                                        | reponse       |
      | c'est quoi la sextorsion                     | sextorsion    |
      | c koi au juste la sextorsion                 | sextorsion    |
      | c'est tu illégal d'envoyer des nudes à mon âge | photos_illegal |
      | je peux-tu être dans le trouble parce que j'ai envoyé une photo de moi | trouble |
      | c'est quoi SEXTO à l'école                   | sexto         |
      | ça fait quoi la DPJ quand on l'appelle       | apres_signalement |
      | c'est quoi l'IVAC                            | ivac          |
      | est-ce qu'ils vont voir mes photos           | voir_image    |
      | ils vont-tu appeler mes parents              | appel_parents |
      | mes parents vont tu le savoir                | appel_parents |
      | combien de gens se font intimider par année au québec | combien_intimidation |
      | les capsules de la trousse antitroll sont pour quel âge | trousse_anti_troll |
      | les jeunes lgbtq vivent-tu plus d'intimidation que les autres | lgbtq_intimidation |
      | y a-tu un site d'outils pour les femmes attaquées en ligne | femmes_attaquees_en_ligne |
      | existe-t-il un programme juste pour les victimes d'exploitation en ligne | services_victimes_en_ligne |
      | jusqu'à quel âge on aide les jeunes exploités sur internet | survivant_adulte_en_ligne |
      | les services sont-tu juste pour le monde du québec | hors_quebec   |
      | ça se peut-tu clavarder avec la ligne info-aide violence sexuelle | clavardage_violence_sexuelle |
      | un programme pour les gars qui achètent du sexe, ça existe-tu au québec | rechange_clients |
      | le pipq parle-tu aux jeunes sur le web       | pipq_en_ligne |

  Plan du scénario: « <ecrit> » après les services
    Étant donné une personne de 15 ans qui a reçu des services
    Quand j'écris "<ecrit>"
    Alors on me répond "<reponse>" avec sa source
    Et on ne me demande rien
    Et on me tutoie
    Et les critères sont :
      | profil    | jeune      |
      | age       | 15         |
      | region    | 16         |
      | situation | sextorsion |

    Exemples:
      | ecrit                                   | reponse        |
      | ils vont-tu appeler mes parents?        | appel_parents  |
      | je peux tu avoir du trouble             | trouble        |
      | comment faire enlever ma photo d'internet | retrait_image |
      | faut-tu porter plainte pour aller au CAVAC | cavac       |
      | qui est en arrière du projet arachnid   | projet_arachnid |
      | qui peut m'aider à faire ma déclaration de victime | aide_ccpe      |
      | à qui envoyer une plainte contre un coach de hockey qui intimide | plainte_sport  |

  Plan du scénario: Un parent demande « <ecrit> »
    Étant donné un parent de Joliette qui a reçu des services
    Quand j'écris "<ecrit>"
    Alors on me répond "<reponse>" avec sa source
    Et on ne me tutoie pas
    Et on ne me demande rien

    Exemples:
      | ecrit                                                   | reponse            |
      | Que fait la DPJ après un signalement?                   | apres_signalement  |
      | Est-ce que je suis obligée de faire un signalement?     | signaler_dpj       |
      | C'est quoi l'IVAC et qui y a droit?                     | ivac               |
      | L'école ne fait rien, comment porter plainte?           | ecole_ne_fait_rien |
      | L'agent de soutien en climat scolaire, quel est son rôle? | agent_climat_scolaire |
      | Qu'est-ce qui manquait dans les services aux victimes en ligne, selon le rapport fédéral? | manques_services_en_ligne |

  Plan du scénario: Un intervenant demande « <ecrit> »
    Étant donné une conversation ouverte comme "intervenant"
    Quand je choisis "intimidation"
    Et j'écris "<ecrit>"
    Alors on me répond "<reponse>" avec sa source
    Et on ne me tutoie pas
    Et on me redemande "age"
    Et situation vaut "intimidation"

    Exemples:
      | ecrit                                                                                            | reponse                    |
      | Quels outils existent contre l'intimidation entre aînés dans une résidence?                      | intimidation_aines         |
      | Où le ministère range-t-il ses outils contre l'intimidation pour ma classe?                      | outils_equipe_intimidation |
      | Comment s'inscrire à la formation SEXTO de CADRE21?                                              | sexto_formation            |
      | Quelles erreurs le personnel doit-il éviter quand un élève parle d'une image intime qui circule? | sexto_a_eviter             |
      | Qui soutient les tables régionales de partenaires en exploitation sexuelle?                      | table_partenaires          |
      | Où s'inscrire à la formation de formateurs en exploitation sexuelle du CIUSSS?                   | formation_formateurs       |
      | Un guide dit-il quels renseignements partager entre partenaires sur un jeune exploité?           | partage_renseignements     |
      | Existe-t-il une subvention pour un projet contre l'intimidation?                                 | financement_projets        |

  Scénario: Une question dès l'ouverture, puis la recherche commence
    Étant donné une conversation ouverte
    Quand j'écris "c'est quoi la sextorsion?"
    Alors on me répond "sextorsion" avec sa source
    Et on me redemande "situation"

  Scénario: Une question de droit dès l'ouverture est répondue et devient le besoin
    Étant donné une conversation ouverte
    Quand j'écris "combien de temps j'ai pour porter plainte pour une agression sexuelle"
    Alors on me répond "delai_plainte" avec sa source
    Et situation vaut "justice"

  Scénario: Éviter un procès quand on a été exploité est une question de droit
    Étant donné une conversation ouverte
    Quand j'écris "les victimes d'exploitation peuvent-elles avoir un programme de rechange au lieu d'un procès"
    Alors on me répond "rechange_victimes" avec sa source
    Et situation vaut "justice"

  Scénario: Une réponse n'est jamais un avis juridique
    Étant donné une conversation ouverte comme "jeune"
    Quand j'écris "est-ce que je peux avoir du trouble si j'ai envoyé une photo de moi"
    Alors la réponse dit "pas un avis juridique"
