const focusedFirst = 300;
const holdFor = 5_000;

/**
 * Runs `act` in one tab of this browser, though all of them hear of `id` at about the same time: in the one that has the
 * focus if there is one. Locks exist only where the page came over https or from this machine; elsewhere each tab acts.
 */
export function inOneTab(id: string, act: () => void): void {
  if (!('locks' in navigator)) return act();
  const take = () =>
    void navigator.locks.request(`medsync-${id}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      act();
      // kept until the slowest tab has asked
      await new Promise((resolve) => setTimeout(resolve, holdFor));
    });
  if (document.hasFocus()) take();
  else setTimeout(take, focusedFirst);
}
