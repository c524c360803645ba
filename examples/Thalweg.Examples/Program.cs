using System.Globalization;
using Thalweg.Examples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["1"]:
        TrainAndMeasure.Run(Console.Out);
        return 0;
    case ["2"]:
        OwnEquation.Run(Console.Out);
        return 0;
    case ["3"]:
        AnyFunction.Run(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: Thalweg.Examples N, N = 1 train and measure, 2 own equation, 3 any function");
        return 2;
}
