import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiRefusal } from './api/client.ts';
import { App } from './app.tsx';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/page.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The change log says when something is to be read anew; nothing else has to.
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      // What was refused stays refused; a service that is away may come back.
      retry: (failures, error) => failures < 3 && !(error instanceof ApiRefusal && error.status < 500),
    },
  },
});

const root = document.getElementById('root');
if (root) {
  const page = createRoot(root);
  // In slices like all that follows, so that a slow machine can paint and listen in between.
  startTransition(() => {
    page.render(
      <StrictMode>
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </StrictMode>,
    );
  });
}
