// Keeps the open page as the plan is: after each save its body is replaced, and stays where it was scrolled to.
"use strict";

const changes = new EventSource("/changes");

changes.onmessage = async () => {
  const answer = await fetch(location.pathname, { cache: "no-store" });
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const opened = [...document.querySelectorAll("details")].map((each) => each.open);
  const details = next.querySelectorAll("details");
  if (details.length === opened.length) {
    details.forEach((each, place) => { each.open = opened[place]; });
  }
  document.title = next.title;
  document.body.replaceWith(next.body);
};

changes.onerror = () => { document.title = "(not watched any more) " + document.title.replace(/^\(.*?\) /, ""); };
