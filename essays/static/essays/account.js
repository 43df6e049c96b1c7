// Lets a typed password be seen, and asks the device for a passkey. Without scripts the stylesheet shows neither.
for (const button of document.querySelectorAll(".reveal")) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? button.dataset.show : button.dataset.hide;
  });
}

const ceremonies = {
  get: options => navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)}),
  create: options => navigator.credentials.create({publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options)}),
};

/** What the server asks of the key: written into the page, or fetched when nobody is known yet. */
async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent).publicKey;
  const answer = await fetch(form.action, {headers: {Accept: "application/json"}});
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options.publicKey;
}

/** Of a key that is to log in alone, the device must know its owner by itself. */
function wished(form, options) {
  const alone = form.elements.passwordless;
  if (!alone) return options;
  const selection = alone.checked
    ? {residentKey: "required", requireResidentKey: true, userVerification: "required"}
    : {residentKey: "discouraged", requireResidentKey: false};
  return {...options, authenticatorSelection: {...options.authenticatorSelection, ...selection}};
}

const canAsk = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;
for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!canAsk) {
    form.hidden = true;
    document.querySelector("[data-without-passkeys]")?.classList.remove("unscripted");
    continue;
  }
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const trouble = form.querySelector("[role=alert]");
    trouble.hidden = true;
    try {
      const credential = await ceremonies[form.dataset.passkey](wished(form, await optionsOf(form)));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
}
