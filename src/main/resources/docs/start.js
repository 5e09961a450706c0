window.SwaggerUIBundle({
  url: '../openapi.yaml',
  dom_id: '#swagger',
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
});
