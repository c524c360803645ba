namespace Thalweg.Networks.Activations;

/// <summary>The function of an activation, to be had as a type.</summary>
internal abstract class FunctionType
{
    public abstract TResult Use<TResult>(IActivationUser<TResult> user);
}

internal sealed class FunctionType<TFunction> : FunctionType
    where TFunction : struct, IActivationFunction
{
    public override TResult Use<TResult>(IActivationUser<TResult> user) => user.Use<TFunction>();
}
