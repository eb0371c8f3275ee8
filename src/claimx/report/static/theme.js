// Before the first paint: a theme that was chosen earlier. Alone in the page's head.
try {
  const { theme } = JSON.parse(localStorage.getItem("claimx:settings") || "{}") || {};
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // No storage: the system's theme holds.
}
