/* Fills in the nearest city that has a centre. The position never leaves the browser: the list of
   cities is fetched, the nearest is found here, and only its name goes into the form. */
(() => {
  "use strict";
  const RADIUS_KM = 6371.0088;
  const radians = degrees => degrees * Math.PI / 180;

  function distance(a, b) {
    const across = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
    const along = Math.sin(radians(b.lon - a.lon) / 2) ** 2;
    const chord = across + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * along;
    return 2 * RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
  }

  function nearest(cities, here) {
    let best = null;
    for (const [label, lat, lon] of cities) {
      const km = distance(here, { lat, lon });
      if (best === null || km < best.km) best = { label, km };
    }
    return best;
  }

  const position = () => new Promise((found, failed) =>
    navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: 600000, timeout: 20000 }));

  for (const part of document.querySelectorAll("[data-position]")) {
    if (!navigator.geolocation) continue;
    const field = document.getElementById(part.dataset.position);
    const status = part.querySelector("[role=status]");
    part.hidden = false;
    part.querySelector("button").addEventListener("click", async () => {
      try {
        const [where, answer] = await Promise.all([position(), fetch(part.dataset.cities)]);
        const { cities } = await answer.json();
        const here = { lat: where.coords.latitude, lon: where.coords.longitude };
        const best = nearest(cities, here);
        if (best === null) throw new Error("no city");
        field.value = best.label;
        status.textContent = `${part.dataset.found} ${best.label}`;
      } catch {
        status.textContent = part.dataset.failed;
      }
    });
  }
})();
