using System.Text.Json;
using Thalweg.Optimization.Optimizers.FirstOrder;

namespace Thalweg.Optimization.Tests.FirstOrder;

/// <summary>The method that a PyTorch optimizer with its options stands for.</summary>
internal static class TorchMethod
{
    public static IMethod Create(string name, JsonElement options)
    {
        var betas = options.TryGetProperty("betas", out var pair) ? Numbers(pair) : [0.9, 0.999];
        return name switch
        {
            "adam" => new Adam(
                Option("lr", 1e-3),
                betas[0],
                betas[1],
                Option("eps", 1e-8),
                Option("weight_decay", 0),
                Flag("amsgrad")
            ),
            "adamw" => new AdamW(
                Option("lr", 1e-3),
                betas[0],
                betas[1],
                Option("eps", 1e-8),
                Option("weight_decay", 1e-2),
                Flag("amsgrad")
            ),
            "rmsprop" => new RmsProp(
                Option("lr", 1e-2),
                Option("alpha", 0.99),
                Option("eps", 1e-8),
                Option("momentum", 0),
                Flag("centered"),
                Option("weight_decay", 0)
            ),
            "sgd" => new Sgd(
                Option("lr", 1e-2),
                Option("momentum", 0),
                Option("dampening", 0),
                Flag("nesterov"),
                Option("weight_decay", 0)
            ),
            _ => throw new ArgumentException($"no method for {name}", nameof(name)),
        };

        double Option(string key, double otherwise) =>
            options.TryGetProperty(key, out var value) ? value.GetDouble() : otherwise;
        bool Flag(string key) => options.TryGetProperty(key, out var value) && value.GetBoolean();
    }

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];
}
