# language: fr
Fonctionnalité: Les mêmes phrases à l'ouverture, dans le formulaire et après les services, pour trois profils

  Plan du scénario: Une question de côté à l'ouverture, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Alors on me demande "situation"
    Quand j'écris "<ecrit>"
    Alors la réponse dit "<mots>"
    Et on me redemande "situation"

    Exemples:
      | profil      | ecrit                             | mots                       |
      | jeune       | pourquoi ?                        | aide pour certaines |
      | jeune       | c'est-tu confidentiel ?           | s'efface                   |
      | jeune       | t'es qui ?                        | robot                      |
      | jeune       | merci                             | Avec plaisir               |
      | jeune       | ils vont-tu appeler mes parents ? | s'efface                   |
      | jeune       | celui-là, c'est quoi ?            | connais pas ce service     |
      | jeune       | comment je les appelle ?          | connais pas ce service     |
      | parent      | pourquoi ?                        | aide pour certaines |
      | parent      | c'est-tu confidentiel ?           | s'efface                   |
      | parent      | t'es qui ?                        | robot                      |
      | parent      | merci                             | Avec plaisir               |
      | parent      | ils vont-tu appeler mes parents ? | s'efface                   |
      | parent      | celui-là, c'est quoi ?            | connais pas ce service     |
      | parent      | comment je les appelle ?          | connais pas ce service     |
      | intervenant | pourquoi ?                        | aide pour certaines |
      | intervenant | c'est-tu confidentiel ?           | s'efface                   |
      | intervenant | t'es qui ?                        | robot                      |
      | intervenant | merci                             | Avec plaisir               |
      | intervenant | ils vont-tu appeler mes parents ? | s'efface                   |
      | intervenant | celui-là, c'est quoi ?            | connais pas ce service     |
      | intervenant | comment je les appelle ?          | connais pas ce service     |

  Plan du scénario: Une question de côté dans le formulaire, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Alors on me demande "age"
    Quand j'écris "<ecrit>"
    Alors la réponse dit "<mots>"
    Et on me redemande "age"
    Et situation vaut "exploitation_sexuelle"

    Exemples:
      | profil      | ecrit                             | mots                   |
      | jeune       | pourquoi ?                        | Chaque service         |
      | jeune       | c'est-tu confidentiel ?           | s'efface               |
      | jeune       | t'es qui ?                        | robot                  |
      | jeune       | merci                             | Avec plaisir           |
      | jeune       | ils vont-tu appeler mes parents ? | s'efface               |
      | jeune       | celui-là, c'est quoi ?            | connais pas ce service |
      | jeune       | comment je les appelle ?          | connais pas ce service |
      | parent      | pourquoi ?                        | Chaque service         |
      | parent      | c'est-tu confidentiel ?           | s'efface               |
      | parent      | t'es qui ?                        | robot                  |
      | parent      | merci                             | Avec plaisir           |
      | parent      | ils vont-tu appeler mes parents ? | s'efface               |
      | parent      | celui-là, c'est quoi ?            | connais pas ce service |
      | parent      | comment je les appelle ?          | connais pas ce service |
      | intervenant | pourquoi ?                        | Chaque service         |
      | intervenant | c'est-tu confidentiel ?           | s'efface               |
      | intervenant | t'es qui ?                        | robot                  |
      | intervenant | merci                             | Avec plaisir           |
      | intervenant | ils vont-tu appeler mes parents ? | s'efface               |
      | intervenant | celui-là, c'est quoi ?            | connais pas ce service |
      | intervenant | comment je les appelle ?          | connais pas ce service |

  Plan du scénario: Une question de côté après les services, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "06"
    Alors je reçois des services
    Quand j'écris "<ecrit>"
    Alors la réponse dit "<mots>"
    Et on ne me demande rien
    Et situation vaut "exploitation_sexuelle"
    Et age vaut "16"
    Et region vaut "06"

    Exemples:
      | profil      | ecrit                             | mots             |
      | jeune       | pourquoi ?                        | choisir le       |
      | jeune       | c'est-tu confidentiel ?           | s'efface         |
      | jeune       | t'es qui ?                        | robot            |
      | jeune       | merci                             | Avec plaisir     |
      | jeune       | ils vont-tu appeler mes parents ? | s'efface         |
      | jeune       | celui-là, c'est quoi ?            | Comment y entrer |
      | jeune       | comment je les appelle ?          | Comment y entrer |
      | parent      | pourquoi ?                        | choisir le       |
      | parent      | c'est-tu confidentiel ?           | s'efface         |
      | parent      | t'es qui ?                        | robot            |
      | parent      | merci                             | Avec plaisir     |
      | parent      | ils vont-tu appeler mes parents ? | s'efface         |
      | parent      | celui-là, c'est quoi ?            | Comment y entrer |
      | parent      | comment je les appelle ?          | Comment y entrer |
      | intervenant | pourquoi ?                        | choisir le       |
      | intervenant | c'est-tu confidentiel ?           | s'efface         |
      | intervenant | t'es qui ?                        | robot            |
      | intervenant | merci                             | Avec plaisir     |
      | intervenant | ils vont-tu appeler mes parents ? | s'efface         |
      | intervenant | celui-là, c'est quoi ?            | Comment y entrer |
      | intervenant | comment je les appelle ?          | Comment y entrer |

  Plan du scénario: Une correction à l'ouverture, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Alors on me demande "situation"
    Quand j'écris "<ecrit>"
    Alors <champ> vaut "<valeur>"
    Et on ne me dit pas que ce n'est pas compris
    Et chaque service proposé convient si j'en reçois

    Exemples:
      | profil      | ecrit                       | champ  | valeur |
      | jeune       | non, j'ai 14 ans finalement | age    | 14     |
      | jeune       | je suis plutôt à Laval      | region | 13     |
      | jeune       | en fait c'est pour mon amie | profil | proche |
      | parent      | non, j'ai 14 ans finalement | age    | 14     |
      | parent      | je suis plutôt à Laval      | region | 13     |
      | parent      | en fait c'est pour mon amie | profil | proche |
      | intervenant | non, j'ai 14 ans finalement | age    | 14     |
      | intervenant | je suis plutôt à Laval      | region | 13     |
      | intervenant | en fait c'est pour mon amie | profil | proche |

  Plan du scénario: Une correction dans le formulaire, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Alors on me demande "age"
    Quand j'écris "<ecrit>"
    Alors <champ> vaut "<valeur>"
    Et on ne me dit pas que ce n'est pas compris
    Et chaque service proposé convient si j'en reçois

    Exemples:
      | profil      | ecrit                       | champ  | valeur |
      | jeune       | non, j'ai 14 ans finalement | age    | 14     |
      | jeune       | je suis plutôt à Laval      | region | 13     |
      | jeune       | en fait c'est pour mon amie | profil | proche |
      | parent      | non, j'ai 14 ans finalement | age    | 14     |
      | parent      | je suis plutôt à Laval      | region | 13     |
      | parent      | en fait c'est pour mon amie | profil | proche |
      | intervenant | non, j'ai 14 ans finalement | age    | 14     |
      | intervenant | je suis plutôt à Laval      | region | 13     |
      | intervenant | en fait c'est pour mon amie | profil | proche |

  Plan du scénario: Une correction après les services, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "06"
    Alors je reçois des services
    Quand j'écris "<ecrit>"
    Alors <champ> vaut "<valeur>"
    Et on ne me dit pas que ce n'est pas compris
    Et chaque service proposé convient si j'en reçois

    Exemples:
      | profil      | ecrit                       | champ  | valeur |
      | jeune       | non, j'ai 14 ans finalement | age    | 14     |
      | jeune       | je suis plutôt à Laval      | region | 13     |
      | jeune       | en fait c'est pour mon amie | profil | proche |
      | parent      | non, j'ai 14 ans finalement | age    | 14     |
      | parent      | je suis plutôt à Laval      | region | 13     |
      | parent      | en fait c'est pour mon amie | profil | proche |
      | intervenant | non, j'ai 14 ans finalement | age    | 14     |
      | intervenant | je suis plutôt à Laval      | region | 13     |
      | intervenant | en fait c'est pour mon amie | profil | proche |

  Plan du scénario: Passer à l'ouverture, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Alors on me demande "situation"
    Quand j'écris "<ecrit>"
    Alors on me demande "age"
    Et situation est inconnu

    Exemples:
      | profil      | ecrit               |
      | jeune       | je préfère pas dire |
      | jeune       | je sais pas         |
      | jeune       | passe               |
      | parent      | je préfère pas dire |
      | parent      | je sais pas         |
      | parent      | passe               |
      | intervenant | je préfère pas dire |
      | intervenant | je sais pas         |
      | intervenant | passe               |

  Plan du scénario: Passer dans le formulaire, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Alors on me demande "age"
    Quand j'écris "<ecrit>"
    Alors on me demande "region"
    Et age est inconnu

    Exemples:
      | profil      | ecrit               |
      | jeune       | je préfère pas dire |
      | jeune       | je sais pas         |
      | jeune       | passe               |
      | parent      | je préfère pas dire |
      | parent      | je sais pas         |
      | parent      | passe               |
      | intervenant | je préfère pas dire |
      | intervenant | je sais pas         |
      | intervenant | passe               |

  Plan du scénario: Passer après les services, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "06"
    Alors je reçois des services
    Quand j'écris "<ecrit>"
    Alors on ne me demande rien
    Et on ne me dit pas que ce n'est pas compris
    Et age vaut "16"

    Exemples:
      | profil      | ecrit               |
      | jeune       | je préfère pas dire |
      | jeune       | je sais pas         |
      | jeune       | passe               |
      | parent      | je préfère pas dire |
      | parent      | je sais pas         |
      | parent      | passe               |
      | intervenant | je préfère pas dire |
      | intervenant | je sais pas         |
      | intervenant | passe               |

  Plan du scénario: Partir ou recommencer à l'ouverture, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Alors on me demande "situation"
    Quand j'écris "<ecrit>"
    Alors on ne me demande rien
    Et une ligne humaine est montrée
    Quand j'écris "recommence"
    Alors les critères sont vides
    Et on me demande "situation"

    Exemples:
      | profil      | ecrit  |
      | jeune       | arrête |
      | jeune       | bye    |
      | parent      | arrête |
      | parent      | bye    |
      | intervenant | arrête |
      | intervenant | bye    |

  Plan du scénario: « <ecrit> » à l'ouverture ne laisse jamais sans suite (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Alors on me demande "situation"
    Quand j'écris "<ecrit>"
    Alors on m'offre des boutons
    Et on ne me dit pas que ce n'est pas compris

    Exemples:
      | profil      | ecrit       |
      | jeune       | autre chose |
      | jeune       | plus        |
      | parent      | autre chose |
      | parent      | plus        |
      | intervenant | autre chose |
      | intervenant | plus        |

  Plan du scénario: Partir ou recommencer dans le formulaire, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Alors on me demande "age"
    Quand j'écris "<ecrit>"
    Alors on ne me demande rien
    Et une ligne humaine est montrée
    Quand j'écris "recommence"
    Alors les critères sont vides
    Et on me demande "situation"

    Exemples:
      | profil      | ecrit  |
      | jeune       | arrête |
      | jeune       | bye    |
      | parent      | arrête |
      | parent      | bye    |
      | intervenant | arrête |
      | intervenant | bye    |

  Plan du scénario: « <ecrit> » dans le formulaire ne laisse jamais sans suite (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Alors on me demande "age"
    Quand j'écris "<ecrit>"
    Alors on m'offre des boutons
    Et on ne me dit pas que ce n'est pas compris

    Exemples:
      | profil      | ecrit       |
      | jeune       | autre chose |
      | jeune       | plus        |
      | parent      | autre chose |
      | parent      | plus        |
      | intervenant | autre chose |
      | intervenant | plus        |

  Plan du scénario: Partir ou recommencer après les services, « <ecrit> » (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "06"
    Alors je reçois des services
    Quand j'écris "<ecrit>"
    Alors on ne me demande rien
    Et une ligne humaine est montrée
    Quand j'écris "recommence"
    Alors les critères sont vides
    Et on me demande "situation"

    Exemples:
      | profil      | ecrit  |
      | jeune       | arrête |
      | jeune       | bye    |
      | parent      | arrête |
      | parent      | bye    |
      | intervenant | arrête |
      | intervenant | bye    |

  Plan du scénario: « <ecrit> » après les services ne laisse jamais sans suite (<profil>)
    Étant donné une conversation ouverte comme "<profil>"
    Quand je choisis "exploitation_sexuelle"
    Et je choisis 16 ans
    Et je choisis "06"
    Alors je reçois des services
    Quand j'écris "<ecrit>"
    Alors on m'offre des boutons
    Et on ne me dit pas que ce n'est pas compris

    Exemples:
      | profil      | ecrit       |
      | jeune       | autre chose |
      | jeune       | plus        |
      | parent      | autre chose |
      | parent      | plus        |
      | intervenant | autre chose |
      | intervenant | plus        |
