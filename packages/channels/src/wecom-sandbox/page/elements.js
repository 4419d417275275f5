/** An element with a class and a text. Texts only ever go in as text, so HTML in a message stays what was typed. */
export function make(tag, className, content, attributes = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (content !== undefined) element.textContent = content;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** The letter on an avatar. */
export function initial(name) {
  return [...name][0] ?? '';
}
