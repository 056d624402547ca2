import { startApp } from "/work/main/server/http/testing.ts";
import { chromium } from "/work/main/node_modules/playwright/index.mjs";
const t0=performance.now();
const a = await startApp({});
console.log("buildApp+stores cold ms", performance.now()-t0);
const url = await a.app.listen({port:0,host:"127.0.0.1"});
const b = await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox"]});
const p = await b.newPage();
p.on("console", m => { if(m.type()!=="log") console.log(m.type(), m.text()); });
p.on("pageerror", e=>console.log("pageerror", e.message));
for (const path of ["/api/docs","/live","/ops"]) { const r=await p.goto(url+path,{waitUntil:"load"}); console.log(path, r?.status()); await p.waitForTimeout(1500); if(path==="/api/docs") { console.log("operations", await p.locator(".opblock").count()); await p.screenshot({path:"/tmp/docs.png"});} }
await b.close(); await a.close();
