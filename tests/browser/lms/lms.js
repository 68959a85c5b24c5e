// One launch of the course, as an LMS does it: the API in this window, the course in a frame.
// ?mode=review|browse, ?frame=650x666; the learner's record is kept in this browser between launches.
const asked = new URLSearchParams(location.search);
const KEPT = 'strict-lms-record';
const lms = new StrictLms({
  record: JSON.parse(localStorage.getItem(KEPT) ?? '{}'),
  mode: asked.get('mode') ?? 'normal',
  credit: asked.get('mode') === 'review' ? 'no-credit' : 'credit',
  persist: (record) => localStorage.setItem(KEPT, JSON.stringify(record)),
});
Object.assign(window, { lms, API: lms.API });
const frame = document.createElement('iframe');
const [width, height] = (asked.get('frame') ?? '').split('x');
frame.width = width || '100%';
frame.height = height || String(innerHeight - 40);
frame.title = 'Course';
frame.src = 'course/index.html';
document.body.append(frame);
