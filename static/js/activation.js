// The QR code on paper carries number and code behind the #, where no server and no log sees them.
const [number, code] = decodeURIComponent(location.hash.slice(1)).split("/");
if (number && code) {
  const form = document.querySelector("[data-activation]");
  form.elements.personnel_number.value = number;
  form.elements.code.value = code;
  form.elements.password.focus();
  history.replaceState(null, "", location.pathname);
}
