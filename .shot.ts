import { chromium } from '/tmp/wt/people/node_modules/playwright-core/index.mjs';
import { findBrowser } from '/tmp/wt/people/scripts/find-browser.ts';
import { readFileSync } from 'node:fs';
const spec = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const browser = await chromium.launch(findBrowser());
for (const shot of spec) {
  const page = await browser.newPage({ viewport: { width: shot.w, height: shot.h ?? 800 }, colorScheme: shot.scheme ?? 'light', reducedMotion: 'reduce' });
  page.on('pageerror', (e) => console.log(shot.name, 'PAGEERROR', e.message));
  page.on('console', (m) => { if (['error','warning'].includes(m.type()) && !/dev mode/.test(m.text())) console.log(shot.name, m.type(), m.text()); });
  await page.goto('http://localhost:5391/' + (shot.path ?? 'messenger.html?person=mara'));
  if (shot.path === undefined || shot.path.startsWith('messenger')) await page.waitForSelector('openim-conversation-list [role=option]');
  for (const step of shot.steps ?? []) {
    try {
      if (step.click) await page.locator(step.click).first().click({ timeout: 4000 });
      if (step.fill) await page.locator(step.fill[0]).first().fill(step.fill[1], { timeout: 4000 });
      if (step.key) await page.keyboard.press(step.key);
      if (step.hover) await page.locator(step.hover).first().hover({timeout: 4000});
      if (step.wait) await page.waitForTimeout(step.wait);
    } catch (e) { console.log(shot.name, 'STEP', JSON.stringify(step), String(e).split('\n')[0]); }
  }
  await page.waitForTimeout(shot.wait ?? 350);
  await page.screenshot({ path: `/tmp/people-shots/${shot.name}.png` });
  await page.close();
}
await browser.close();
