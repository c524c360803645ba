using System.Runtime.CompilerServices;

namespace Thalweg.Cli;

internal static class Program
{
    /// <remarks>It needs the core of the runtime alone: where nothing more can be loaded, the fault is told still.</remarks>
    private static int Main(string[] args)
    {
        // A thread of the runtime's own that cannot be started.
        AppDomain.CurrentDomain.UnhandledException += (_, fault) =>
            Environment.Exit(LastResort.Tell((Exception)fault.ExceptionObject));
        try
        {
            return Run(args);
        }
        catch (Exception exception) when (exception is not StackOverflowException)
        {
            return LastResort.Tell(exception);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args)
    {
        using var interruption = new Interruption(Console.Error);
        return Application.Run(args, Terminal.OfProcess(interruption.Token));
    }
}
