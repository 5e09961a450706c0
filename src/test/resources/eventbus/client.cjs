// The official client: logs in, follows, makes an instance and waits for the event of that.
const EventBus = require('@vertx/eventbus-bridge-client.js');

const [url, transport, username, password, arrUrl, arrKey] = process.argv.slice(2);
const bus = new EventBus(url, { transports: [transport] });

function tell(what, value) {
  console.log(JSON.stringify({ what, value }));
}

function call(operation, body) {
  return new Promise((resolve, reject) =>
    bus.send('arrway.op.' + operation, body, (error, reply) => (error ? reject(error) : resolve(reply))));
}

let made;

bus.onerror = (error) => tell('refused', error);
bus.onopen = async () => {
  try {
    const login = await call('login', { username, password });
    tell('login', login.headers.status);
    bus.defaultHeaders = { Authorization: 'Bearer ' + login.body.access_token };
    tell('me', (await call('getMe', {})).body.username);
    bus.registerHandler('arrway.events', { types: 'instance.created' }, (error, message) => {
      const event = error || message.body;
      tell('event', event);
      if (event.type === 'position') {
        made = call('createInstance', { name: 'By ' + transport + ' ' + Date.now(), instance_type: 'radarr', url: arrUrl, api_key: arrKey });
      } else if (event.type === 'instance.created') {
        bus.registerHandler('upstream.1', {}, () => {});
        made
          .then((answer) => tell('made', answer.body.id))
          .then(() => call('getInstance', { instance_id: 0 }))
          .catch((failure) => tell('failure', failure))
          .then(() => bus.close());
      }
    });
  } catch (failure) {
    tell('failed', failure);
    bus.close();
  }
};
bus.onclose = (event) => {
  tell('closed', { code: event.code, reason: event.reason });
  process.exit(0);
};
setTimeout(() => process.exit(2), 60000);
