using System.Globalization;
using Thalweg.External.Twin;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return new Server(TwinOptions.Parse(args)).Serve();
