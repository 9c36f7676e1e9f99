/** The panel's looks; a site themes them by custom properties: docs/widget.md. */
const COLOURS = `
  --c: var(--assistant-couleur, #0b5563);
  --sur-c: var(--assistant-sur-couleur, #fff);
  --fond: var(--assistant-fond, #fff);
  --fond-2: var(--assistant-fond-doux, #eef4f4);
  --texte: var(--assistant-texte, #1b2a2e);
  --doux: #4a5a5f;
  --trait: var(--assistant-trait, #cfdbdc);
  --bord: #6b7d82;
  --alerte: #8f1d14;
  --fond-alerte: #fdf1e7;
`;

const DARK = `
  --c: var(--assistant-couleur-sombre, #8ad4e0);
  --sur-c: var(--assistant-sur-couleur-sombre, #06272e);
  --fond: #141c1e;
  --fond-2: #202b2e;
  --texte: #e8eff0;
  --doux: #b3c1c4;
  --trait: #35454a;
  --bord: #83969b;
  --alerte: #ffb4a8;
  --fond-alerte: #33241a;
`;

export const STYLE = `
.panneau, .panneau * { box-sizing: border-box; }
.panneau { ${COLOURS}
  display: flex; flex-direction: column; color-scheme: light;
  font: var(--assistant-taille, medium)/1.5 var(--assistant-police, system-ui, "Segoe UI", Roboto, sans-serif);
  color: var(--texte); background: var(--fond); overflow-wrap: anywhere; text-align: start; }
@media (prefers-color-scheme: dark) {
  :host(:not([data-theme="clair"])) .panneau { ${DARK} color-scheme: dark; }
}
[hidden] { display: none !important; }
:host(:not([data-pleine-page])) .panneau {
  position: fixed; right: var(--assistant-droite, 1rem); bottom: calc(var(--assistant-bas, 1rem) + 4.2em);
  width: min(28em, 100vw - 2rem); height: min(42em, 100dvh - var(--assistant-bas, 1rem) - 5.4em);
  border: 1px solid var(--bord); border-radius: .9em; overflow: hidden;
  box-shadow: 0 .5em 2.5em rgb(0 0 0 / .25); }
:host([data-pleine-page]) { display: block; height: 100%; }
:host([data-pleine-page]) .panneau { height: 100%; min-height: 16em; border: 1px solid var(--trait); border-radius: .9em; overflow: hidden; }

header { display: flex; align-items: flex-start; justify-content: space-between; gap: .8em;
  padding: .75em .75em .75em 1.1em; color: var(--sur-c); background: var(--c); }
:where(.panneau) :is(h2, h3, h4, p, ul) { margin: 0; }
h2 { font-size: 1.06em; line-height: 1.3; font-weight: 650; }
header p { font-size: .85em; }
h3 { font-size: 1.1em; line-height: 1.3; }
h4 { font-size: 1em; line-height: 1.35; }
h3:focus { outline: none; }

:where(.panneau) :is(button, textarea, input) { font: inherit; color: inherit; }
:where(.panneau) button { min-height: 2.75em; padding: .45em .9em; border: 1px solid var(--c); border-radius: .6em;
  color: var(--c); background: var(--fond); cursor: pointer; text-align: start; }
:where(.panneau) button:hover { background: var(--fond-2); }
.principal { color: var(--sur-c); background: var(--c); font-weight: 600; }
.principal:hover { background: color-mix(in srgb, var(--c) 85%, var(--texte)); }
.fermer { flex: none; border-color: currentColor; color: inherit; background: transparent; }
.fermer:hover { background: rgb(127 127 127 / .35); }
.voies { display: flex; flex-wrap: wrap; gap: 0 .2em; padding: .1em .7em; border-bottom: 1px solid var(--trait); }
.voies button { border-color: transparent; padding: .3em .4em; font-size: .84em; background: transparent;
  text-decoration: underline; text-underline-offset: .2em; }
.panneau a { color: var(--c); text-underline-offset: .18em; }
.contact a, .outils a { display: inline-block; min-height: 1.6em; }
a[target]::after { content: "\\2009\\2197" / ""; }
.panneau :focus-visible { outline: 3px solid var(--c); outline-offset: 2px; border-radius: .3em; }
.panneau button:focus-visible { border-radius: .6em; }
.panneau header :focus-visible { outline-color: currentColor; }
.panneau .fil:focus-visible { outline-offset: -4px; }

.principale { flex: 1; display: flex; flex-direction: column; min-height: 0; }
.fil { position: relative; flex: 1; min-height: 5em; overflow-y: auto; overscroll-behavior: contain;
  padding: 1em; }
.tour { display: flex; flex-direction: column; align-items: flex-start; gap: .5em; margin-bottom: 1em; }
.bulle { max-width: 92%; padding: .6em .9em; border-radius: .3em .9em .9em .9em; white-space: pre-line; background: var(--fond-2); }
.visiteur { align-items: flex-end; }
.visiteur .bulle { border-radius: .9em .3em .9em .9em; color: var(--sur-c); background: var(--c); }
.panneau .visiteur a { color: inherit; }
.visiteur[data-attente]::after { content: attr(data-attente); font-size: .85em; color: var(--doux); }
.choix { display: flex; flex-wrap: wrap; gap: .5em; padding-top: .15em; }
.choix button[aria-disabled] { border: 1px dashed var(--bord); color: var(--doux); background: transparent; cursor: default; }
.choix button[aria-pressed] { border: 2px solid var(--c); color: var(--texte); background: var(--fond-2); font-weight: 600; }
.choix button[aria-pressed]::before { content: "\\2713\\00a0" / ""; }

.resultat { align-self: stretch; display: grid; gap: .8em; }
.carte { display: grid; gap: .7em; padding: 1em; border: 1px solid var(--trait); border-top: .3em solid var(--c);
  border-radius: .6em; background: var(--fond); }
.carte h4 { font-size: 1.08em; }
.contact { display: grid; gap: .15em; justify-items: start; padding: .6em .8em; border-radius: .4em; background: var(--fond-2); }
.contact button { margin-top: .4em; }
.intitule { font-weight: 650; }
.etiquette { color: var(--doux); }
.carte ul { padding-inline-start: 1.2em; }
.carte details ul, .carte details p { margin-top: .3em; }
summary { width: fit-content; min-height: 1.75em; color: var(--c); cursor: pointer; text-decoration: underline; text-underline-offset: .2em; }
.avertissement, .aide { color: var(--doux); font-size: .85em; }
.outils { display: flex; flex-wrap: wrap; gap: .5em; }

.etat { min-height: 1.5em; padding: 0 1.1em; font-size: .9em; color: var(--doux); }
.etat[data-etat="offline"], .etat[data-etat="unreachable"] { padding-block: .4em; color: var(--alerte); }
.etat[data-etat="ecrit"]::before { content: "\\25CF\\25CF\\25CF" / ""; margin-inline-end: .6em; letter-spacing: .15em;
  font-size: .7em; animation: respire 1.4s ease-in-out infinite; }
@keyframes respire { 50% { opacity: .25; } }
.secours { display: grid; gap: .5em; justify-items: start; max-height: 50%; overflow-y: auto; flex: none;
  padding: .8em 1.1em; border-top: 1px solid var(--trait); background: var(--fond-alerte); }
.secours .contact { background: none; padding: 0; }

.saisie { padding: 0 1.1em .8em; }
.saisie label { font-size: .9em; font-weight: 600; }
.ligne { display: flex; gap: .5em; align-items: flex-end; margin: .2em 0 .3em; }
textarea, input { border: 1px solid var(--bord); border-radius: .6em; background: var(--fond); padding: .55em .7em;
  font-size: max(1em, 16px); width: 100%; min-width: 0; }
.ligne textarea { flex: 1; min-height: 2.8em; max-height: 8em; resize: none; }
[aria-invalid="true"] { border: 2px solid var(--alerte); }
.longueur, .erreur { color: var(--alerte); font-size: .9em; }
.longueur:empty, .erreur:empty { display: none; }

.feuille { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 1.1em; }
.feuille > div { display: grid; gap: .7em; justify-items: start; }
.feuille h4 { margin-top: .4em; }
.feuille .contact { justify-self: stretch; }
.feuille .etat { padding-inline: 0; }
.formulaire { display: grid; gap: .7em; justify-items: start; width: 100%; }
.champ { width: 100%; }
.champ label { display: block; margin-bottom: .2em; }
.case { display: grid; grid-template-columns: auto 1fr; gap: 0 .7em; align-items: start; }
.case input { width: 1.5em; height: 1.5em; accent-color: var(--c); }
.case .erreur { grid-column: 2; }

.lu { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@media (max-width: 479px) {
  :host(:not([data-pleine-page])) .panneau { left: 0; right: 0; top: var(--haut, 0); bottom: auto; width: auto;
    height: var(--hauteur, 100dvh); border: 0; border-radius: 0; }
  :host([data-ouvert]) .lanceur { visibility: hidden; }
}
/* Low screens, and large text: the panel scrolls as a whole, and only the field stays in sight. */
@media (max-height: 26em) {
  :host .panneau.panneau { overflow-y: auto; scroll-padding-bottom: 6em; }
  .principale, .fil, .feuille { flex: none; overflow: visible; }
  .secours { max-height: none; }
  .bas { position: sticky; bottom: 0; border-top: 1px solid var(--trait); background: var(--fond); }
  .bas .etat { min-height: 0; padding-block: 0; }
  .saisie { padding-block: .2em .4em; }
  .saisie .aide { display: none; }
  .ligne textarea { max-height: 4.5em; }
}
@media (prefers-reduced-motion: reduce) { *, ::before { animation: none !important; } }
@media (forced-colors: active) {
  .panneau, .carte, .bulle, .contact { border: 1px solid CanvasText; }
  .secours .contact { border: 0; }
  .panneau button { border: 1px solid ButtonText; }
  .choix button[aria-disabled] { color: GrayText; border-color: GrayText; }
  .choix button[aria-pressed] { border: 3px solid Highlight; }
  .panneau :focus-visible { outline-color: Highlight; }
}
@media print {
  :host(:not([data-pleine-page])) .panneau { display: none; }
  :host([data-pleine-page]), :host([data-pleine-page]) .panneau, .fil, .principale { display: block; height: auto; overflow: visible; }
  .saisie, .voies, .choix, .outils, .etat, .secours { display: none; }
}
`;

export const PRINT_STYLE = {
  outside: `
@media screen { [data-assistant-impression] { display: none; } }
@media print { body > :not([data-assistant-impression]) { display: none !important; } }
`,
  inside: `
main { font: 11pt/1.5 system-ui, sans-serif; color: #000; background: #fff; }
h1 { font-size: 16pt; } h2 { font-size: 13pt; margin: 0 0 .4em; } p { margin: 0 0 .4em; } ul { margin: 0; }
article { margin: 0 0 1.2em; padding: .8em 1em; border: 1pt solid #444; border-radius: 4pt; break-inside: avoid; }
.contact, .suite { margin: .8em 0; } .intitule { font-weight: bold; } a { color: #000; }
.lu { display: none; }
`,
};
