(function () {
  var api = null;
  for (var frame = window, steps = 0; !api && steps < 8; frame = frame.parent, steps += 1) {
    try { api = frame.API_1484_11 || null; } catch (error) { break; }
  }
  if (!api) return;
  api.Initialize("");
  api.SetValue("cmi.completion_status", "completed");
  api.SetValue("cmi.success_status", "passed");
  api.Commit("");
  addEventListener("pagehide", function () { api.Terminate(""); });
})();
