/**
 * Some servers never answer with a range of bytes. Then a browser can play a film but every jump falls back to 0.
 * A whole file in memory can be sought in: seen to help with just such a server.
 */

/**
 * @param {HTMLVideoElement} video   its metadata are there
 */
export async function playFromMemory(video) {
  const canSeek = video.seekable.length > 0 && video.seekable.end(0) > 0;
  if (canSeek || video.src.startsWith('blob:')) return;
  const { currentTime, paused } = video;
  try {
    // Past the cache: there the video's own request, which waits while it is paused, would hold this one up.
    const answer = await fetch(video.src, { cache: 'no-store' });
    if (!answer.ok) return;
    video.src = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: 'video/mp4' }));
    video.currentTime = currentTime;
    if (!paused) await video.play();
  } catch {
    // Without the rescue the film still plays from the beginning.
  }
}
