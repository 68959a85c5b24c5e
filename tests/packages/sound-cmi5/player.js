(async function () {
  const given = new URLSearchParams(location.search);
  if (!given.has("endpoint")) return;
  const token = (await (await fetch(given.get("fetch"), { method: "POST" })).json())["auth-token"];
  const actor = given.get("actor");
  const activityId = given.get("activityId");
  const registration = given.get("registration");
  const cmi5 = "https://w3id.org/xapi/cmi5/context/categories/";

  function ask(method, resource, query, content) {
    return fetch(given.get("endpoint") + resource + "?" + new URLSearchParams(query), {
      method: method,
      keepalive: true,
      headers: { Authorization: "Basic " + token, "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json" },
      body: content && JSON.stringify(content),
    });
  }

  const place = { activityId: activityId, agent: actor, registration: registration, stateId: "LMS.LaunchData" };
  const launch = await (await ask("GET", "activities/state", place)).json();
  await ask("GET", "agents/profile", { agent: actor, profileId: "cmi5LearnerPreferences" });

  function say(verb, result) {
    const context = structuredClone(launch.contextTemplate);
    const categories = result && result.completion ? ["cmi5", "moveon"] : ["cmi5"];
    context.registration = registration;
    context.contextActivities.category = categories.map(function (name) { return { id: cmi5 + name }; });
    return ask("POST", "statements", {}, {
      id: crypto.randomUUID(),
      timestamp: new Date().toISOString(),
      actor: JSON.parse(actor),
      verb: { id: "http://adlnet.gov/expapi/verbs/" + verb },
      object: { id: activityId },
      context: context,
      result: result,
    });
  }

  await say("initialized");
  if (!(await (await ask("GET", "statements", { agent: actor, activity: activityId, registration: registration })).json()).statements.some(function (one) {
    return one.verb.id.endsWith("/completed");
  })) await say("completed", { completion: true, duration: "PT1S" });
  addEventListener("pagehide", function () { say("terminated", { duration: "PT2S" }); });
})();
