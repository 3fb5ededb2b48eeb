'use strict';
const place = id => document.getElementById(id);
const ask = place('ask');
// What is said here, in the language of the page.
const words = document.body.dataset;
// What the picture shows: all paths, or the one that was asked for.
let latest = '', asked = null, chosen = [];

// What is pressed for an end: its card; of a frame around other ends its border, for no button may hold another.
const handle = end => end.querySelector('[data-end]') ? end.querySelector(':scope > rect') : end;

function showPicture() {
  const focused = document.activeElement?.closest?.('[data-end]')?.dataset.end;
  place('picture').innerHTML = asked ?? latest;
  for (const end of document.querySelectorAll('#picture [data-end]')) {
    const pressed = handle(end);
    pressed.setAttribute('tabindex', '0');
    pressed.setAttribute('role', 'button');
    pressed.setAttribute('aria-label', end.getAttribute('aria-label'));
    end.classList.toggle('chosen', chosen.includes(end.dataset.end));
    if (focused === end.dataset.end && end.checkVisibility()) pressed.focus({ preventScroll: true });
  }
}

function put(message) {
  if (message.place === 'picture') {
    latest = message.html;
    if (asked === null) showPicture();
  } else {
    place(message.place).innerHTML = message.html;
  }
  count();
}

function clock(seconds) {
  const two = number => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function count() {
  for (const time of document.querySelectorAll('time[data-until]')) {
    const left = (time.dataset.until - Date.now()) / 1000 * time.dataset.speed;
    time.textContent = left > 0 ? words.left.replace('{}', clock(Math.round(left))) : words.anyMoment;
  }
}

async function reach(from, to) {
  const query = new URLSearchParams({ from, to });
  place('answer').textContent = '…';
  try {
    const answer = await (await fetch(`reach?${query}`)).json();
    place('answer').innerHTML = answer.answer;
    asked = answer.picture ?? null;
  } catch {
    place('answer').textContent = words.noAnswer;
  }
  place('all').hidden = false;
  showPicture();
}

function choose(end) {
  chosen = chosen.length === 1 && chosen[0] !== end ? [chosen[0], end] : [end];
  ask.from.value = chosen[0];
  ask.to.value = chosen[1] ?? '';
  if (chosen.length === 2) reach(chosen[0], chosen[1]);
  else showPicture();
}

place('picture').addEventListener('click', event => {
  const end = event.target.closest('[data-end]');
  if (end) choose(end.dataset.end);
});
place('picture').addEventListener('keydown', event => {
  const end = event.target.closest('[data-end]');
  if (end && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault();
    choose(end.dataset.end);
  }
});
ask.addEventListener('submit', event => {
  event.preventDefault();
  chosen = [];
  reach(ask.from.value || ask.from.placeholder, ask.to.value || ask.to.placeholder);
});
ask.addEventListener('reset', () => {
  asked = null;
  chosen = [];
  place('all').hidden = true;
  place('answer').textContent = '';
  showPicture();
});

const events = new EventSource('events');
events.onmessage = event => put(JSON.parse(event.data));
events.onopen = () => place('lost')?.remove();
events.onerror = () => {
  if (place('lost')) return;
  const lost = document.createElement('p');
  lost.id = 'lost';
  lost.className = 'stamp';
  lost.setAttribute('role', 'alert');
  lost.textContent = words.lost;
  document.body.prepend(lost);
};
setInterval(() => { if (!document.hidden) count(); }, 1000);
