// Sends on whoever comes to an address that has moved, with what follows the #. Without it the page says where to go.
(() => {
  const decode = (text) => { try { return decodeURIComponent(text); } catch { return text; } }; // an address cut short
  // The words of "#id:~:text=…" are hidden from scripts, but where a browser tells them here they are carried along.
  let words = /:~:.*/.exec(performance.getEntriesByType?.("navigation")[0]?.name ?? "")?.[0] ?? "";
  const go = () => {
    const entry = document.getElementById(decode(location.hash.slice(1)))?.closest("[data-moved]");
    const page = document.querySelector("[data-moved-page]");
    if (entry) location.replace(entry.querySelector("a").href + words);
    // A fragment that the old page did not know, such as a filter, may mean something to the new one.
    else if (page) location.replace((location.hash ? page.href.split("#")[0] + location.hash : page.href) + words);
    words = "";
  };
  addEventListener("hashchange", go);
  go();
})();
