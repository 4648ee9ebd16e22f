using Demarc.Web.Hosting;

return await DemarcServer.RunAsync(args);
