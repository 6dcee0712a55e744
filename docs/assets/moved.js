/* Sends on whoever comes to an address that has moved, with what follows the #. Without it the page says where to go. */
(() => {
  const go = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const entry = id && document.getElementById(id)?.closest("[data-moved]:not(html)");
    const page = document.querySelector("[data-moved-page]");
    if (entry) location.replace(entry.querySelector("a").href);
    // A fragment that the old page did not know, such as a filter, may mean something to the new one.
    else if (page) location.replace(id ? page.href.split("#")[0] + location.hash : page.href);
  };
  addEventListener("hashchange", go);
  go();
})();
