/**
 * Les phrases du panneau. Garder les noms entre accolades, {nombre}, {nom}… : ils sont remplis.
 * Ce que dit l'assistant est dans domain.yml ; le texte de son bouton, dans assistant.js.
 */
const WRITTEN = {
  titre: "Assistant innovation sociale",
  sousTitre: "Un programme, pas une personne",
  fermer: "Fermer",
  nouvelleFenetre: "(nouvelle fenêtre)",

  // La conversation
  conversation: "Conversation avec l’assistant",
  messages: "Messages de la conversation",
  historique: "Messages précédents",
  assistant: "Assistant :",
  vous: "Vous :",
  choix: "Réponses proposées",
  message: "Votre message",
  conseilSaisie: "Ne saisissez pas de données personnelles, sauf pour une demande au service ESS. Entrée envoie, Maj + Entrée va à la ligne.",
  envoyer: "Envoyer",
  reste: "Il reste {nombre} caractères.",
  tropLong: "Le message dépasse la limite de {nombre} caractères : raccourcissez-le pour l’envoyer.",
  vide: "Écrivez d’abord votre message.",

  // L'état
  ecrit: "L’assistant écrit…",
  horsLigne: "Vous êtes hors ligne. Vos mots sont gardés : ils partiront dès le retour de la connexion.",
  injoignable: "L’assistant ne répond pas pour l’instant. Vos mots sont gardés, nouvel essai automatique. Vous pouvez aussi joindre le service ESS.",
  retabli: "La connexion est revenue.",
  enAttente: "Envoi en attente",
  refuse: "Ce message n’a pas pu être pris en compte. Il est de nouveau dans la zone de saisie : modifiez-le, puis envoyez-le.",
  choixPerime: "Cette réponse n’est plus proposée. Choisissez-en une autre, ou écrivez avec vos mots.",
  expiree: "La conversation précédente a expiré et a été effacée. En voici une nouvelle.",
  expireeMots: "La conversation précédente a expiré et a été effacée. En voici une nouvelle ; vos derniers mots sont dans la zone de saisie.",
  reessayer: "Réessayer maintenant",
  joindre: "En attendant, le service Économie sociale et solidaire de la Région peut vous répondre :",

  // Le résultat
  resultat: "Votre orientation",
  resultatDu: "Votre orientation, le {date}",
  contact: "Contact",
  site: "Site",
  courriel: "Courriel",
  telephone: "Téléphone",
  ensuite: "Ensuite",
  pourquoi: "Pourquoi ?",
  pourquoiPorte: " Les critères pour {nom}",
  criteres: "Ce qui a été comparé",
  sansCritere: "Cette porte est ouverte à tous les projets.",
  imprimer: "Imprimer",
  telecharger: "Télécharger (texte)",
  fichier: "orientation-innovation-sociale.txt",
  copier: "Copier le contact",
  copierPorte: " de {nom}",
  copie: "Contact copié.",
  copieImpossible: "La copie n’a pas fonctionné : sélectionnez le texte du contact et copiez-le.",
  avertissement: "Ce conseil vient d’un programme, à partir de vos réponses. Il ne vaut pas décision : l’organisme vous dira ce qu’il peut faire.",
  nonPrecise: "non précisé",
  resultats: { oui: "correspond", non: "ne correspond pas", inconnu: "à préciser avec l’organisme" },

  // Recommencer
  recommencer: "Recommencer",
  recommencerTitre: "Tout effacer et recommencer ?",
  recommencerTexte: "Cette conversation sera effacée de cet appareil et de nos serveurs. Si vous avez reçu une orientation, pensez à l’imprimer ou à la télécharger avant.",
  recommencerOui: "Oui, tout effacer",
  recommencerNon: "Non, garder la conversation",
  recommencerEnCours: "Effacement en cours…",
  recommencerEchec: "L’effacement n’a pas abouti, rien n’est effacé. Vérifiez la connexion, puis réessayez.",
  recommence: "La conversation est effacée. En voici une nouvelle.",

  // Contacter le service
  contacter: "Contacter le service ESS",
  contacterTitre: "Contacter le service ESS de la Région",
  contacterTexte: "Le service Économie sociale et solidaire répond à toutes les questions sur l’innovation sociale. Vous pouvez le joindre directement :",
  formulaireTitre: "Ou laissez-lui un message",
  formulaireTexte: "Le message et un moyen de vous répondre (courriel ou téléphone) sont nécessaires.",
  champMessage: "Votre question ou votre projet",
  champNom: "Votre nom (facultatif)",
  champCourriel: "Votre courriel, par exemple nom@exemple.fr",
  champTelephone: "Votre téléphone, par exemple 03 81 00 00 00",
  champConsentement: "J’accepte que la Région utilise ces informations pour me répondre, et seulement pour cela.",
  champConversation: "Joindre cette conversation, pour que le service sache de quoi il s’agit.",
  envoyerMessage: "Envoyer au service ESS",
  envoiEnCours: "Envoi en cours…",
  erreurMessage: "Écrivez votre message.",
  erreurMoyen: "Indiquez un courriel ou un téléphone, pour que le service puisse vous répondre.",
  erreurCourriel: "Ce courriel n’est pas complet. Exemple : nom@exemple.fr",
  erreurTelephone: "Ce numéro n’est pas complet. Exemple : 03 81 00 00 00",
  erreurConsentement: "Cochez cette case : sans votre accord, le message ne peut pas partir.",
  erreurRefus: "Le message n’a pas été accepté. Vérifiez ce que vous avez écrit, puis réessayez.",
  erreurEnvoi: "Le message n’est pas parti. Vos mots sont gardés : réessayez, ou joignez le service par téléphone ou par courriel.",
  envoye: "Votre message est enregistré. Gardez sa référence : {reference}",

  // Informations
  informations: "Informations",
  informationsTitre: "À propos de cet assistant",
  notice: [
    ["Un programme, pas une personne", "L’assistant compare vos réponses à des règles écrites par la Région et vous indique à qui parler de votre projet. Il peut se tromper."],
    ["À quoi servent vos messages", "À vous orienter, et à rien d’autre. Ne saisissez pas de données personnelles (nom, adresse, numéro), sauf dans une demande au service ESS, que vous relisez avant l’envoi."],
    ["Combien de temps", "Vos messages sont gardés pendant une durée limitée, {jours}. Cet appareil n’en garde rien après la fermeture de l’onglet."],
    ["Vos droits", "« Recommencer » efface tout, tout de suite. Pour toute autre demande sur vos données, écrivez au service ESS de la Région."],
  ],
  jours: "{nombre} jours au plus",
  joursInconnus: "puis effacés automatiquement",
  confidentialite: "Données personnelles : le détail",
  accessibilite: "Accessibilité de l’assistant",
  retour: "Retour à la conversation",
};

/** The same with the non-breaking spaces that French wants, so that staff can type ordinary ones. */
export const typeset = (value) =>
  typeof value === "string"
    ? value.replace(/ (?=[:;!?»])/g, "\u00a0").replace(/« /g, "«\u00a0")
    : Array.isArray(value)
      ? value.map(typeset)
      : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typeset(each)]));

export const TEXTES = typeset(WRITTEN);

/** Fill the braces of a sentence. */
export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
