using System.Globalization;
using Thalweg.External.Twin;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args is ["echo", var received, var sent]
    ? Echo.Serve(int.Parse(received), int.Parse(sent))
    : new Server(TwinOptions.Parse(args)).Serve();
