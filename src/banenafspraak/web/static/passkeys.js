// Passkeys: asks the browser to make or to use one, and sends what it gives with the form. Without it the button stays
// hidden, and the page says that JavaScript must be on and what else can be done.
(() => {
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0))
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
  const known = list => (list || []).map(one => ({ ...one, id: bytes(one.id) }))
  const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]

  const wanted = asked => ({
    ...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: known(asked.allowCredentials),
    excludeCredentials: known(asked.excludeCredentials),
    ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }),
  })

  const written = found => JSON.stringify({
    id: found.id,
    rawId: text(found.rawId),
    type: found.type,
    authenticatorAttachment: found.authenticatorAttachment,
    clientExtensionResults: found.getClientExtensionResults(),
    response: Object.fromEntries(PARTS.filter(part => found.response[part]).map(part => [part, text(found.response[part])])),
  })

  const asked = async form => {
    const here = form.querySelector("#passkey-options")
    if (here) return JSON.parse(here.textContent)
    const answer = await fetch(form.getAttribute("action"), { headers: { Accept: "application/json" } })
    if (!answer.ok) throw new Error(String(answer.status))
    return answer.json()
  }

  const use = async form => {
    const options = await asked(form)
    const publicKey = wanted((options.creation_options || options.request_options).publicKey)
    const found = await navigator.credentials[form.dataset.passkey]({ publicKey })
    form.elements.credential.value = written(found)
    form.submit()
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("[data-passkey-script]").hidden = true
    if (!window.PublicKeyCredential) {
      form.querySelector("[data-passkey-missing]").hidden = false
      continue
    }
    const failed = form.querySelector("[data-passkey-failed]")
    form.querySelector("button").hidden = false
    form.addEventListener("submit", event => {
      event.preventDefault()
      failed.hidden = true
      use(form).catch(() => { failed.hidden = false })
    })
  }
})()
