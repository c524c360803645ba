using Thalweg.Cli;

using var interruption = new Interruption(Console.Error);
return Application.Run(args, Terminal.OfProcess(interruption.Token));
