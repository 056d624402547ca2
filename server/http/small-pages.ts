const head = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Patchbay</title>
<style>body { font: 1.1rem system-ui; margin: 20vh auto; max-width: 24rem; padding: 0 1rem; color-scheme: light dark }
input, button { font: inherit; padding: .4rem; width: 100%; box-sizing: border-box; margin-top: .5rem }</style>
`;

/** Asks a person for the token. A form with GET: the token goes to the address, and from there into the cookie. */
export const loginPage = `${head}<h1>Patchbay</h1>
<form method="get">
<label>Token of this server <input name="token" type="password" required autocomplete="current-password"></label>
<button>Open</button>
</form>
</html>
`;

/** Tells a person that an address leads nowhere. */
export const missingPage = `${head}<h1>There is nothing here</h1>
<p>No page of this server has this address. <a href="/">Go to Patchbay</a></p>
</html>
`;
