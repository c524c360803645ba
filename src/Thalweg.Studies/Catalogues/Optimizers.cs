using Thalweg.Optimization.Methods;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The optimizers of training.</summary>
public static class Optimizers
{
    public static Catalogue<Func<ResolvedCall, IMethod>> Catalogue { get; } =
        new(
            "optimizer",
            "optimizers",
            "How training changes the parameters",
            [
                new(
                    new(
                        "adam",
                        "Adam with the semantics of PyTorch",
                        [
                            Rate("0.001"),
                            Decay("beta1", "0.9", "decay of the mean of the gradient"),
                            Decay("beta2", "0.999", "decay of the mean of its square"),
                            new NumberOption("epsilon", "1e-8", "added to the root of the second mean")
                            {
                                Minimum = 0,
                                ExcludesMinimum = true,
                            },
                        ]
                    ),
                    call => new Adam(
                        call.Number("rate"),
                        call.Number("beta1"),
                        call.Number("beta2"),
                        call.Number("epsilon")
                    )
                ),
                new(
                    new(
                        "sgd",
                        "gradient descent with momentum, as PyTorch's SGD",
                        [
                            Rate("0.01"),
                            Decay("momentum", "0", "share of the last step that is kept"),
                            new FlagOption("nesterov", "false", "look ahead along the momentum"),
                        ]
                    )
                    {
                        AlsoKnownAs = ["gradient-descent", "gd"],
                        Rule = call =>
                            call.Flag("nesterov") && call.Number("momentum") == 0
                                ? "'sgd' with nesterov=true needs a momentum above 0; write sgd(momentum=0.9, nesterov=true)"
                                : null,
                    },
                    call => new Sgd(call.Number("rate"), call.Number("momentum"), Nesterov: call.Flag("nesterov"))
                ),
            ]
        );

    public static IMethod Create(ResolvedCall call) => Catalogue.Builder(call)(call);

    private static NumberOption Rate(string standard) =>
        new("rate", standard, "learning rate before the schedule") { Minimum = 0, ExcludesMinimum = true };

    private static NumberOption Decay(string name, string standard, string description) =>
        new(name, standard, description)
        {
            Minimum = 0,
            Maximum = 1,
            ExcludesMaximum = true,
        };
}
